# Japanese: the books

## Parts

books-export = 書き出し
books-statement = 銀行明細
books-deliveries = 引き渡し
books-close = 締め

## Lines and sums

books-lines = { $count ->
       *[other] { $n }行
    }
books-lines-in = { $count ->
       *[other] { $currency }の{ $n }行
    }
books-tests = テストのお支払いもここに含まれ、ファイルにも入ります。方法はdemoか、末尾が_testです。
books-came-in = 入金
books-went-back = 返金
books-went-out = 返金と手数料
books-fees = 手数料
books-fee = 手数料
books-net = 帳簿上の額
books-correction = 訂正
books-unknown-fees = { $count ->
       *[other] { $n }件の手数料が不明です。合計と残高には含まれていません。
    }
books-day = 日付
books-for = 内容
books-method = 方法
books-amount = 金額
books-no-text = 説明なし
books-for-day = { $day }分
books-fee-unknown = 不明
books-by-hand = 手入力
books-by-statement = 銀行明細
books-test = { $method }（テスト）
books-days = { $first }～{ $last }
books-days-account = { $days }、口座{ $account }

## Export

books-period = 期間
books-this-month = 今月
books-last-month = 先月
books-this-quarter = 今四半期
books-this-year = 今年
books-everything = すべて
books-up-to = { $day }まで
books-since = { $day }から
books-from = 開始日
books-to = 終了日（当日を含む）
books-currency = 通貨
books-all-currencies = すべての通貨
books-zone-and-day = タイムゾーンと基準日
books-zone = タイムゾーン
books-zone-hint = 日の始まりと終わりの基準です。例：Asia/Tokyo
books-which-day = 基準にする日
books-by-accounting = 帳簿上の日
books-by-accounting-hint = お金が動いた日です。記録した時にその日が締め済みなら、最初の未締めの日になります。締めた期間は変わらず、期間の間に漏れるものもありません。
books-by-settled = お金が動いた日
books-by-settled-hint = その月の動きを見るためのものです。後から記録された分が加わり、変わることがあります。
books-by-created = 記録した日
books-by-created-hint = どの日の分かにかかわらず、いつ何が記録されたかを見るためのものです。
books-show = 表示
books-nothing-shown = まだ表示できません。下の印の付いた項目をご確認ください。
books-nothing-exported = 何も書き出されていません。下の印の付いた項目をご確認ください。
books-first-lines = 最初の行
books-nothing-moved = この期間にお金の動きはありません。ファイルに行は入りません。
books-no-sums = 合計は帳簿上の日ごとに保存されています。見るには、上でその日を選んでください。
books-first-of-all = 最初の行です。ファイルにはすべて入ります。
books-first-of-many = 最初の行です。ファイルにはすべて入り、作成に少し時間がかかります。進み具合はブラウザに表示されます。
books-final = この期間は締め済みです。ファイルは今後も変わりません。
books-provisional = まだ締めていない日があるため、ファイルは暫定版です。ファイル名でも分かります。
books-month-statement = { $month }の明細（印刷・PDF保存用）
books-format = 形式
books-format-csv-eu = CSV（小数点がカンマ）
books-format-xero = Xero用CSV
books-format-quickbooks = QuickBooks用CSV
books-for-csv = 各種表計算ソフト用：カンマ区切り、小数点はピリオド、全列
books-for-csv-eu = 小数点がカンマのExcel用：セミコロン区切り、全列、長い参照番号もそのまま
books-for-xlsx = Excel、LibreOffice、Numbers用：金額と日付の書式付き、全列、合計シート付き
books-for-jsonl = プログラム用：1行に1オブジェクト、全項目
books-for-beancount = Beancountによるテキスト会計用：1行ごとに検算済みの仕訳
books-for-hledger = hledgerまたはLedgerによるテキスト会計用：1行ごとに検算済みの仕訳
books-for-ofx = GnuCash、Sage、MoneyMoney、銀行のソフト用：1口座の明細、1通貨
books-for-qif = Quickenなど古いソフト用：1通貨。各ファイルは一度だけ取り込んでください
books-for-xero = Xeroの銀行明細取り込み用：1通貨、1,000行まで
books-for-quickbooks = QuickBooks Onlineの銀行取引取り込み用：1通貨、日付はdd/mm/yyyy、350 KBまで
books-for-datev = ドイツの税理士用：仕訳バッチ（EXTF Buchungsstapel）、1通貨・1会計年度
books-accounts-link = Beancount、hledger、DATEVの勘定科目
books-download = ダウンロード

## Accounts

books-accounts = 勘定科目
books-accounts-lead = 会計ソフト用のファイルはこの勘定科目を使います。空欄なら既定の科目になります。
books-accounts-saved = 保存しました。次のファイルからこの科目になります。引き渡し済みのものは変わりません。
books-clearing = 決済勘定
books-clearing-hint = 決済会社から支払われた額と未払いの額です。支払い方法ごとに下位の科目ができます。
books-fees-account = 手数料
books-fees-account-hint = 支払い方法ごとに下位の科目ができます。
books-tips-account = チップの勘定科目
books-tips-account-hint = 例：Income:Chit:Tips
books-receivable = 売掛金
books-receivable-hint = 請求の未入金額です。
books-chart = 勘定科目表
books-adviser = 税理士番号
books-adviser-hint = Beraternummer。税理士から受け取ります。
books-client = 顧客番号
books-client-hint = Mandantennummer
books-first-month = 会計年度の最初の月
books-first-month-hint = 1は1月です。
books-digits = 科目番号の桁数
books-digits-hint = 税理士の指定がなければ4です。
books-datev-fees = 手数料の科目
books-datev-fees-hint = Nebenkosten des Geldverkehrs
books-debtor = 債務者
books-debtor-hint = すべての支払者をまとめた科目です。
books-datev-tips = チップの勘定科目
books-datev-tips-hint = SKR03 では 1590、SKR04 では 1370。従業員のチップと事業主のチップでは課税が異なるため、税理士に確認してください。
books-clearing-differs = 既定と異なる決済勘定
books-clearing-differs-hint = 1行に支払い方法と科目を1つずつ。例：「stripe 1361」
books-save = 保存

## Deliveries

books-new-lines = { $count ->
       *[other] 前回の引き渡し以降 { $n }行
    }
books-nothing-new = 前回の引き渡し以降、新しい行はありません
books-some-new-lines = 前回の引き渡し以降の行
books-nothing-delivered = 何も引き渡されていません。下の印の付いた項目をご確認ください。
books-deliveries-lead = これまでの引き渡しに含まれないすべての行が、順番どおり漏れなく入ります。ファイルはいつ取得しても同じ内容です。今日より前の日は同時に締められます。
books-deliver = 新しい分を引き渡す
books-delivered = 引き渡し済み
books-batch = 第{ $number }回
books-batch-format = 第{ $number }回の形式
books-batch-currency = 第{ $number }回のファイルの通貨
books-older-deliveries = 以前の引き渡し

## Close

books-closed-until = { $day }まで、もう何も変わりません
books-nothing-closed = まだ締められていません
books-nothing-changed = 何も変更されていません。下の印の付いた項目をご確認ください。
books-close-lead = 締めた日の分を後から記録すると、最初の未締めの日に記帳され、どの日の分かが示されます。会計担当者に渡した内容は変わりません。
books-close-until = この日まで締める（当日を含む）
books-close-hint = 日の終わりは{ $zone }の時刻によります。締められるのは過ぎた日だけで、締めは取り消せません。
books-close-button = この日まで締める
books-by-itself = 自動
books-closing-day = 翌月のこの日に自動で締める
books-closing-day-hint = 1～28。引き渡した分も締められます。
books-closes = 締めの記録
books-closed-to = 対象日
books-closed-when = 締めた日時
books-last-line = 最後の行
books-last-hash = そのハッシュ
books-closed-by-you = { $moment }、手動
books-closed-by-calendar = { $moment }、自動

## Month

books-of-the-books = 帳簿の月次明細
books-payee = 受取人
books-made = 作成
books-state = 状態
books-state-final = 確定：この月は締め済みです
books-state-open = 暫定：この月はまだ締められていません
books-state-running = 暫定：この月はまだ終わっていません
books-month-empty = この月の末日まで、お金の動きはありません。
books-balance-before = { $day }より前の残高
books-balance-after = { $day}より後の残高
books-month-nothing = この月に動きはありません。
books-month-none-listed = この通貨の行は、ここに表示された中にありません。
books-by-method = 方法別
books-by-method-in = { $currency }（方法別）
books-all = 合計
books-month-amounts = 月の金額
books-month-fees = 月の手数料
books-month-tips = この金額に含まれるチップ
books-month-cut = { $count ->
       *[other] { $n }行のうち最初の{ $listed }行です。合計はすべての行のもので、書き出しにはすべて入ります。
    }
books-balance-hint = 残高は、全金額の合計から分かっている手数料を引いたものです。決済会社から銀行口座への支払いは引かれていません。
books-head = 元帳の末尾：{ $line }行目
books-months = 月
books-export-month = この月を書き出す

## Statements

books-match-title = 銀行の明細と照合する
books-match-lead = 読み取って照合し、誰が支払ったかは忘れます。
books-file = 銀行のファイル
books-file-hint = CAMT（.xml）、MT940、OFX、CSV、50 MiBまで。.zipは先に展開してください。同じファイルを2回取り込んでも何も変わりません。
books-drop = ここにファイルをドロップすることもできます。
books-choose-file = 先にファイルを選んでください。
books-kept = 保存される内容
books-kept-lead = 各取引の金額・手数料・通貨・日付、銀行の参照番号の末尾4文字、ほかと区別するための指紋だけを保存します。支払者の名前・口座・文言はメモリ上で読み、ファイルとともに忘れます。
books-import = 取り込む
books-sending = ファイルを送信中：
books-sent = ファイルが届きました。取引を照合しています。
books-read-begun = ファイルを作成しています。
books-read = 作成中：{ $n }行。
books-read-of = 作成中：{ $all }行中{ $n }行。
books-read-all = すべての行を書き出しました。
books-underway = 処理中：{ $all }件中{ $done }件
books-nothing-imported = { $fault }何も取り込まれていません。
books-imported = 取り込み済み
books-undone = 取り消し済み
books-waiting = { $count ->
       *[other] 未決定 { $n }件
    }
books-older-statements = 以前の明細
books-columns = この表の列
books-columns-lead = はっきりしない点があります。回答は同じ見出しのファイルのために保存されますが、ファイルは保存されないため、もう一度選んでください。
books-first-rows = 最初の行
books-cells-left-out = 個人を示す可能性のあるセルは省いています。
books-column-none = 未選択
books-asked = ファイルからは分かりません。選んでください。
books-asked-again = ファイルに合いません。選び直してください。
books-column-date = 記帳日
books-column-value-date = 起算日
books-column-amount = 金額
books-column-debit = 出金（専用の列がある場合）
books-column-credit = 入金（専用の列がある場合）
books-column-sign = 入出金の区別
books-column-fee = 金額から差し引かれた手数料（列がある場合）
books-column-net = 手数料を引いた後の金額
books-column-currency = 通貨の列
books-date-order = 日付の順序
books-order-dmy = 日・月・年
books-order-mdy = 月・日・年
books-order-ymd = 年・月・日
books-decimal-mark = 小数点の記号
books-mark-dot = ピリオド：1,234.50
books-mark-comma = カンマ：1.234,50

## One statement

books-no-entries = 取引なし
books-entries = { $count ->
       *[other] 取引 { $n }件
    }
books-known-before = { $count ->
       *[other] うち{ $n }件は取り込み済み
    }
books-not-booked = { $count ->
       *[other] ほかに銀行が未記帳の取引 { $n }件
    }
books-imported-at = { $moment }に取り込み
books-was-undone = この取り込みは取り消されました。記帳した分は訂正で戻されています。
books-nothing-was-changed = 何も変更されていません。
books-queues = 一覧
books-matched = 照合済み
books-suggested = 候補あり
books-unmatched = 未照合
books-dismissed = 対象外
books-outgoing = 出金
books-nothing-waits = 待っている取引はありません。
books-none = ありません。
books-all-known = 新しいものはありません。取引はすべて登録済みでした。
books-keys = キー操作：↑ ↓ で移動、Enter で確定、d で対象外
books-taken-back = 取り戻し
books-bank-reference = 銀行の参照番号
books-booked-before = すでに記帳済みです。これは追加の証拠になります。
books-take = 確定する
books-that-payment = この支払いです
books-another-payment = 別の支払いとして記帳
books-pick = 請求を選ぶ
books-search-requests = 請求を検索
books-search-hint = 言葉、金額、コード
books-search = 検索
books-none-fits = 該当する請求はありません。
books-dismiss = 対象外にする
books-more-entries = 次の取引
books-undo = この取り込みを取り消す
books-undo-lead = 記帳した分は訂正で戻され、取引はもう一度取り込めます。対象の日が締められていない間だけできます。
books-forgotten = 取引についてこれ以外は保存されません。名前も口座も支払者の文言もありません。銀行では、この日付と金額で確認できます。
books-why-currency = 参照番号は正しいですが、通貨が異なります。
books-why-several = 振込に複数の請求が書かれていますが、未入金額の合計が振込額と一致しません。
books-why-paid = 参照番号は正しいですが、この請求は支払い済みです。
books-why-booked = 同じ日に同じ金額が、別の形式のファイルからこの請求に記帳されています。
books-why-recorded = この請求には同じ金額がすでに記録されています。同じ入金か、別の支払いかもしれません。
books-why-kept = 参照番号は正しく、全額が送られましたが、銀行が一部を差し引きました。
books-why-ambiguous = コードまたは参照番号が複数の請求に当てはまります。
books-why-own = お客様の参照番号がありますが、金額が異なるか、請求が受付中ではありません。
books-why-claimed = 支払者から、この金額を送ったとの連絡がありました。
books-why-amount = 金額が未入金額と同じで、請求の時期も合います。
books-why-taken-back = この請求に記帳された金額を、銀行が取り戻しました。
books-no-such-request = ご自分の請求のコードを使ってください。
books-no-such-payment = このIDの支払いはありません。
books-request-currency = この請求は別の通貨です。請求のページで、その通貨で記録してください。
books-refused-decided = この取引はすでに決定されています。もう一度ご確認ください。
books-refused-not-waiting = 対象外にできるのは、決定を待っている取引だけです。
books-refused-undone = この取り込みは取り消されました。ファイルを取り込み直してください。
books-refused-other-money = この支払いは別のお金か、すでに別の取引で確認されています。もう一度確認してください。
books-refused-nothing-paid = その請求にこの金額を充てた明細がないため、戻せるものがありません。返金を記録してください。
books-refused-day-closed = この明細のお金は{ $day }に記帳されており、その日は帳簿で締められています。誤りについては返金を記録してください。
books-refused-gone-back = この明細のお金がその後返金されたため、取り込みは取り消せません。
books-refused-taken-back-later = 後の明細で、銀行がこの明細のお金を引き戻しています。先にその明細の取り込みを取り消してください。

## Faults of files

books-at-line = { $line }行目：{ $fault }
books-at-element = { $line }行目の{ $element }：{ $fault }
books-fault-unreadable = ファイルを最後まで読み取れませんでした。もう一度送信してください。
books-fault-cut = ファイルが途中で終わっていて、一部が欠けています。もう一度ダウンロードしてください。
books-fault-too-long = 行または文言が、どの銀行のものより長すぎます。
books-fault-not-text = テキストではないか、ファイルに書かれた文字コードと異なります。
books-fault-malformed = 形式の決まりどおりに書かれていません。
books-fault-declaration = DOCTYPEなどの宣言は受け付けません。明細には不要です。
books-fault-no-account = 取引がどの口座にも属していません。
books-fault-no-amount = 金額がありません。
books-fault-no-direction = 入金か出金かが書かれていません。
books-fault-no-day = 日付がありません。
books-fault-no-currency = 金額に通貨がありません。
books-fault-not-amount = 金額を数値として読み取れません。
books-fault-too-fine = 金額の小数の桁数が通貨より多くなっています。
books-fault-too-large = 金額が大きすぎます。
books-fault-not-day = 暦にない日付です。
books-fault-currency-differs = 金額の通貨が、その行に書かれた通貨と異なります。
books-fault-fee-off = 手数料が、金額とその残りとの差と一致しません。
books-fault-no-balance = 残高がないか読み取れないため、ファイルの一部が欠けているかもしれません。もう一度ダウンロードしてください。
books-fault-pdf = これは閲覧用のPDFです。明細をCAMT.053、MT940、OFX、CSVでダウンロードしてください。
books-fault-packed = これは圧縮ファイルかブックです。展開するか、シートをCSVで保存してください。
books-fault-compressed = このファイルは圧縮されています。先に展開してください。
books-fault-empty = ファイルが空です。
books-fault-unknown-format = 読み取れる銀行明細ではありません。CAMT.052、CAMT.053、CAMT.054（XML）、MT940、MT942、OFX、見出し行のあるCSVに対応しています。
books-fault-no-statement = ファイルに口座の明細がありません。
books-fault-too-many = 1ファイルの取引は200,000件までで、これはそれを超えています。月ごとなどに分けて取り込んでください。
books-fault-too-much = このファイルの取引には、一度に読み取れる数を超える参照番号があります。月ごとなどに分けて取り込んでください。
books-fault-unclear = この表の列がはっきりしません。
books-fault-balance-off = 残高が、前の残高と取引の合計と一致しません。
books-fault-balance-unread = 残高が読み取れないため、取引との照合は行いません。
books-fault-details-off = 内訳の合計が取引の金額と一致しません。1件の取引として扱います。
books-fault-day-of-statement = この取引には日付がないため、明細の日付を使いました。
books-fault-left-out = 1行を省きました。日付、金額、通貨のいずれかがありません。
books-fault-unknown-state = この行（ほかの行も含む可能性があります）の状態が不明です。未記帳として扱います。
books-fault-correction = この取引は前の取引の訂正です。表示だけで、何も決済しません。
