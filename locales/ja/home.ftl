# Japanese: Home, and what needs a look

home-search = 請求を検索
home-today = 本日の入金
home-payments = { $count ->
       *[other] { $n }件
    }
home-month = 今月
home-went-back = 返金 { $amount }
home-tests = テストのお支払いは含まれません。
home-week = 過去7日間
home-days = 過去30日間
home-best = 最も多い日（{ $day }）：{ $amount }
home-best-today = 最も多い日は今日です：{ $amount }
home-numbers = 数字を表示
home-day = 日
home-came-in = 入金
home-back = 返金
home-now = 今日
home-need-look = { $count ->
       *[other] 要確認 { $n }件
    }
home-overdue = 期限超過
home-more-than = { $n }超
home-newest = 最新
home-all = すべての請求
home-no-words = 説明なし
home-any-amount = 任意の金額、{ $currency }
home-due-on = 期限：{ $day }
home-start = 最初のリンクまで2ステップ
home-start-link = リンクを作成
home-start-done = 完了
home-arrived-for = { $what } の { $amount } が入金されました。
home-arrived = { $amount } が入金されました。
home-changed = 変更がありました。
home-show = 表示
home-look = 要確認
home-look-none = 確認が必要なものはありません。
home-look-claim = { $amount } は入金されましたか？
home-look-yes = はい、入金済み
home-look-not-yet = まだ
home-look-dispute = { $amount } に異議が申し立てられました。期限までに回答してください：{ $rail }
home-look-open = 請求を開く
home-look-unanswered = 回答なし
home-look-refund = { $amount } は返金されましたか？回答がありません：{ $rail }
home-look-sent = 返金された
home-look-not-sent = 返金されていない
home-look-over = 請求額 { $amount } より { $difference } 多く入金されました。
home-look-keep = 受け取る
home-look-send-back = { $difference } を返金
home-look-under = { $amount } のうち { $difference } が不足しています。
home-look-rest = 残額を依頼
home-look-keep-part = 入金分で完了
home-look-unknown = 該当なし
home-look-event = ここにない支払いについて { $amount } の通知がありました：{ $rail }
home-look-event-bare = ここにない支払いの通知がありました：{ $rail }
home-look-hook = Webhook がオフのため、{ $host } には何も届いていません
home-look-order = { $amount }：ご返答を待っている注文があります。
home-look-ordered = 注文
home-look-seen = 確認済みにする
home-look-reference = 参照番号
home-look-all = { $count ->
       *[other] { $n }件すべて入金済み
    }
home-look-all-ask = { $count ->
       *[other] { $n }件すべて入金されましたか？
    }
home-look-all-sum = 合計 { $sum }
home-look-all-yes = はい、すべて入金済み
home-look-left = 一部が残っています。対象はすでに支払い済みです。1件ずつご確認ください。
home-alerts = お知らせ
home-alerts-about = ホームを開いている間に入金があったとき。設定はこのブラウザにのみ保存されます。
home-alerts-sound = 音を鳴らす
home-alerts-sound-help = ページに一度触れるまで、ブラウザは音を出しません。
home-alerts-vibrate = 振動させる
home-alerts-vibrate-help = スマートフォンで使えます。対応していないブラウザもあります。
home-alerts-try = 試す
home-alerts-script = JavaScript が必要ですが、このブラウザでは無効になっています。
home-push = アプリを閉じているとき
home-push-about = 入金があったとき、送金したと相手が伝えたとき、支払いに異議が出たとき、注文が入ったときに、この端末に通知が表示されます。名前は出ません。金額も、ご希望のときだけです。
home-push-on = この端末でオンにする
home-push-label = この端末の名前
home-push-device = 端末 { $n }
home-push-here = この端末
home-push-amounts = 金額を表示する
home-push-amounts-hint = 画面を見た人にも読めるようになります。
home-push-try = テストを送る
home-push-tried = テストを送っています。
home-push-denied = このブラウザーは、ここからの通知を許可していません。ブラウザーの設定でこのアドレスの通知を許可してから、もう一度お試しください。
home-push-failed = ブラウザーのプッシュサービスに接続できません。後でもう一度お試しください。
home-push-unknown = このブラウザーは通知を表示できません。iPhone や iPad では、先にアプリをホーム画面に追加してください。
home-push-stopped = プッシュサービスが { $when } からこの端末への通知を拒否しています。テストが届くか、もう一度オンにするまで、何も送られません。
home-push-arrived = 入金がありました
home-push-arrived-amount = { $amount } の入金がありました
home-push-claimed = 送金したという連絡がありました
home-push-claimed-amount = { $amount } を送金したという連絡がありました
home-push-disputed = 支払いに異議が出ています
home-push-disputed-amount = { $amount } に異議が出ています
home-push-ordered = 注文が入りました
home-push-ordered-amount = { $amount } の注文が入りました
home-push-open = アプリを開いてご確認ください。
home-push-look = 入金されたかご確認ください。
home-push-answer = アプリでご確認ください。
home-push-test = この端末で通知が使えます
home-push-test-about = 入金があると通知が表示されます。
