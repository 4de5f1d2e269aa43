# Japanese: charts

charts-title = グラフ
charts-by = 期間
charts-days = 日
charts-weeks = 週
charts-months = 月
charts-last-weeks = 過去13週間
charts-last-months = 過去12か月
charts-week = 週
charts-month = 月
charts-this-week = 今週
charts-week-of = { $day }からの週
charts-best-day = 最も多い日：{ $when }、{ $amount }
charts-best-week = 最も多い週：{ $when }、{ $amount }
charts-best-month = 最も多い月：{ $when }、{ $amount }
charts-nothing-left = 返金を上回る入金はありません。
charts-received = 受取額
charts-received-about = 入金から返金を差し引いた、手数料を引く前の額です。日付は帳簿の日付です。
charts-back = 返金・訂正
charts-back-sum = 返金・訂正：{ $amount }
charts-empty = まだ入金がありません。最初の入金からグラフが始まります。
charts-nothing = この期間に入金はありません。
charts-made = 作成されたリンク
charts-made-about = 1回払いのリンクだけを数えます。個人ページから始まったものは含みません。
charts-wait = 支払いまでの時間
charts-paid = { $count ->
       *[other] { $n }件が支払い済み
    }
charts-none-paid = まだ支払われたものはありません。
charts-half-minutes = { $count ->
       *[other] 半数が{ $n }分以内に支払われました。
    }
charts-half-hours = { $count ->
       *[other] 半数が{ $n }時間以内に支払われました。
    }
charts-half-days = { $count ->
       *[other] 半数が{ $n }日以内に支払われました。
    }
charts-hour = 1時間以内
charts-day = 1～24時間
charts-three-days = 1～3日
charts-seven-days = 3～7日
charts-thirty-days = 7～30日
charts-longer = 30日超
charts-became = その後
charts-over = { $count ->
       *[other] { $n }件が終了
    }
charts-open = { $count ->
       *[other] { $n }件が未払い
    }
charts-expired = { $share }が支払われずに期限切れになりました。
charts-none-over = まだ終了したものはありません。
charts-links = リンク
charts-share = 割合
charts-percent = { $n }%
charts-cut = 最新の{ $n }件だけを対象とします。
