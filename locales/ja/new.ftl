# Japanese: making a link, and sharing it

new-title = 新しいリンク
new-who-sets = 金額を決める人
new-fixed = 固定
new-open = 支払う人が決める
new-between = 範囲
new-amount = 金額
new-at-least = 下限
new-at-most = 上限
new-open-says = 金額は支払う人が決めます。
new-suggested = 候補の金額
new-currency = 通貨
new-currency-search = 通貨を検索
new-currency-none = 該当する通貨がありません。
new-currency-unpaid = { $currency }に対応した受け取り方法がありません。
new-memo = 内容
new-memos = これまでの内容
new-remove = 削除
new-remove-some = 候補を削除
new-no-due = 期限なし
new-due = 支払期限
new-parts = 分割払い
new-parts-hint = 前金と残金、または分割払い。それぞれ金額と日付を入力します。最後の金額を空欄にすると、残りの金額になります。
new-part-amount = { $n }回目の金額
new-part-day = { $n }回目の日付
new-prices = ほかの価格
new-prices-hint = 同じ請求を、ご自身で決めた価格で別の通貨でも受け取れます。支払われるのはそのうちの一つです。換算はしません。
new-price-amount = 価格{ $n }の金額
new-price-currency = 価格{ $n }の通貨
new-works-for = リンクの有効期間
new-no-limit = 無期限
new-days = { $count ->
       *[other] { $n }日
    }
new-times = 支払える回数
new-times-hint = 1人なら1、グループならそれ以上。空欄の場合、固定額は1回、それ以外は何回でも。
new-reference = 自分用の番号
new-reference-hint = 請求書や注文の番号。支払う人には見えません。
new-preview = チャットに表示される内容
new-preview-hint = チャットの全員に見えます。内容は決して表示されません。
new-preview-generic = 支払いのお願いであること
new-preview-amount = あなたの名前と金額
new-preview-none = 何も表示しない
new-language = リンクとメッセージの言語
new-language-hint = Chitが対応する言語を使う人には、その言語で表示されます。
new-note = 支払う人にメモをお願いする
new-note-hint = 1行。あなたとその人だけに見えます。
new-tips = 支払う人がチップを付けられるようにする
new-tips-hint = なし、5、10、15%、または自由な金額。一度に支払われる決まった金額でのみ使えます。帳簿ではチップを別に記録します。
new-keypad = テンキー
new-keyboard = 端末のキーボード
new-erase = 1文字消す
new-make = リンクを作る
new-show-code = コードを表示
new-offline = オフラインです。まだ何も作られていません。入力した内容はこのまま残ります。接続が戻ったら、もう一度押してください。
new-repeated = 同じリンクが2分以内に作られ、まだ支払いを待っています。今回は何も作られていません。同じ方にはそのリンクを開き、別の方にはもう一つ作ってください。
new-repeated-open = そのリンクを開く
new-repeated-another = もう一つ作る
new-as-seen = 支払う人に見える画面
new-ready = リンクができました
new-reminder = お知らせ
new-turns = 未払い。支払われるとこの画面が変わります。
new-over = リンク終了
new-is-paid = 支払い済みです。
new-ended = このリンクは終了しました。
new-claimed = 送金したとの連絡がありました。届いたか確認してください。
new-change-preview = チャットの表示を変更
split-word = 割り勘
split-title = 割り勘
split-total = 合計
split-shares = 分担
split-equal = 均等に分ける
split-named = 名前で分ける
split-count = 人数
split-fewer = 1 人減らす
split-more = 1 人増やす
split-names = 名前（1 行に 1 人）
split-names-hint = 名前はあなただけに表示されます。
split-make = リンクを作成
split-links = { $count ->
       *[other] リンクは { $n } 件です。1 人に 1 件ずつ送ってください。ほかの人の分は誰にも見えません。
    }
split-paid = { $all } 件中 { $paid } 件支払い済み
split-sum = { $total } のうち { $paid }
split-share = 分担 { $n }
split-all = この割り勘の全員分
bulk-many = 一括
bulk-title = リンクの一括作成
bulk-lead = 表の1行ごとにリンクを1つ作成します。まずすべてを確認して表示します。
bulk-file = CSV ファイル
bulk-file-hint = 表計算ソフトで CSV UTF-8 として保存したもの。{ $max } 行まで。
bulk-text = または表を貼り付ける
bulk-text-hint = 1行目に列の名前を、コンマ、セミコロン、またはタブで区切って書きます。使える列：
bulk-check = 表を確認
bulk-check-again = もう一度確認
bulk-nothing = 何も作成されていません。
bulk-row = { $n } 行目
bulk-good = { $count ->
       *[other] { $n } 件のリンクを作成できます
    }
bulk-bad = { $count ->
       *[other] { $n } 行を修正してください。まだ何も作成されていません。
    }
bulk-make = { $count ->
       *[other] { $n } 件のリンクを作成
    }
bulk-make-good = { $count ->
       *[other] 誤りのある行を除いて { $n } 件のリンクを作成
    }
bulk-made = { $count ->
       *[other] { $n } 件のリンクを作成しました
    }
bulk-left = 次の行からはリンクを作成していません：
bulk-download = リンク付きの表をダウンロード
bulk-kept = このページは2日間表示されます。リンクは請求の一覧に残ります。
new-message-language = メッセージの言語
new-copy = リンクをコピー
new-copy-message = メッセージをコピー
new-button = サイト用ボタンをコピー
new-share = 共有
new-share-picture = QR画像を共有
new-save-qr = QR画像を保存
new-save-card = カードを保存
new-print = 店頭用の用紙を印刷
new-sms = SMS
new-email = メール
new-only-link = MessengerとSnapchatではリンクだけを送れます。
new-paste-there = WeChat、Instagram、Google Chatでは、メッセージを貼り付けるか画像を送ってください。
new-no-preview = プレビューなし：チャットにはリンクだけを表示する設定です。
new-as-reminder = お知らせとして送る
new-without-reminder = お知らせを付けずにリンクを送る
new-turn = 向きを変える
new-keep-on = 画面を点灯したままにするにはタップ

## Items to choose from

new-items = 一覧から選んでもらう
new-items-hint = 選ばれたものの合計が金額になるため、金額は空欄にします。「最大」が空欄の行は、いつも合計に含まれます。
new-item = 品目
new-item-price = 価格
new-item-most = 最大
new-item-stock = 販売数
