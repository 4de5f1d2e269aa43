# Japanese

## Everywhere

never-asks = このページで、銀行のログイン情報、暗証番号、スマートフォンに届く認証コードをお尋ねすることは一切ありません。これらは、ご利用の銀行のアプリ、または選択した決済サービスのページでのみ入力してください。
languages = 言語
test-only = テスト：お金は動きません
copy = コピー
copied = コピー済み
not-copied = コピー失敗
page-changed = 内容が変わりました。ページを再読み込みしてください。
print = 印刷または保存
moment = { $time }（{ $zone }）
day-of-moment = { $date }（{ $zone }）

## The pay page

title-request = ご請求内容
asks-for = { $payee } さんからの請求
asked-for = { $payee } さんからの請求
pay-whom = { $payee } さんへのお支払い
pay-button = { $amount } を支払う
payment-to = { $payee } さんへのお支払い
writes = { $payee } さんからのメッセージ：
part-paid = { $whole }のうち、一部は支払い済みです。こちらは残りの金額です。
parts-whole = 合計{ $whole }、分割でのお支払い:
parts-paid = 支払済
parts-some = { $amount }支払済
price-instead = または{ $others }
due = お支払い期限
open-until = 有効期限
check-words = 確認ワード
seller-page = 販売者のページ
genuine = この請求は本物ですか？
genuine-name = { $payee }が自分で付けた名前で、誰も確認していません。{ $address }を看板、プロフィール、請求書と見比べてください。
genuine-words = 3つの言葉を聞いている場合は、これと同じはずです。違うときは支払わずに確かめてください。聞いていないのは普通のことです。
somebody-claims = どなたかから送金済みとの連絡がありましたが、{ $payee } さんはまだ入金を確認していません。連絡したのがご自身でない場合のみ、お支払いください。
no-way-title = まだお支払いいただけません
no-way = { $payee } さんは、まだ支払い方法を設定していません。請求はそのまま残りますので、{ $payee } さんにお問い合わせいただくか、後でこのリンクをもう一度開いてください。
how-much = いくらお支払いになりますか？
suggestions = 金額の候補
any-amount = 金額は自由です（通貨：{ $currency }）。
bounds-between = { $min }から{ $max }まで。
bounds-from = { $min }以上。
bounds-to = { $max }以下。
note-label = { $payee } さんへのメッセージ（任意）
note-help = { $payee } さんだけが読みます。保存されたくない内容は書かないでください。
tip-title = { $payee } さんにチップを渡しますか？
tip-none = チップなし
tip-own = 別の金額
tip-own-label = チップの金額
tip-own-hint = { $most } まで。
tip-total = 合計 { $total }
tip-included = チップ { $tip } を含みます
tip-too-large = チップは { $most } までです。
tip-required = チップの金額を入力するか、「チップなし」を選んでください。
tip-unknown = チップのいずれか、または「チップなし」を選んでください。
choose-way = 支払い方法を選んでください
confirms-itself = 確認は自動です。
confirms-payee = 届いたら{ $payee }が確認します。
confirms-either = ウォレットが自動で確認するか、{ $payee }が確認します。
open-elsewhere = 別の端末で開く
open-elsewhere-help = 別の端末のカメラで読み取ってください。
qr-of-link = このページのリンクのQRコード
report = この請求を報告
no-way-currency = { $payee } さんの支払い方法は、いずれも { $currency } に対応していません。請求はそのまま残りますので、{ $payee } さんにお問い合わせいただくか、後でこのリンクをもう一度開いてください。
no-way-amount = { $payee } さんの支払い方法は、いずれもこの金額に対応していません。請求はそのまま残りますので、{ $payee } さんにお問い合わせいただくか、後でこのリンクをもう一度開いてください。

stamp-paid = 支払済
state-expired = { $date }に期限切れ
state-cancelled = 取り消し済み
state-underway = 処理中
underway-title = お支払いを処理しています
underway = 重ねて支払わないでください。このお支払いが完了しなかった場合は、これまでどおりこちらからお支払いいただけます。
paid = お支払いは完了しています。こちらでのお手続きはもうありません。
expired = この請求は、もうお支払いいただけません。まだお支払いの必要がある場合は、{ $payee } さんに新しいリンクをご依頼ください。
cancelled = { $payee } さんがこの請求を取り消しましたので、支払わないでください。すでにお支払い済みの場合は、{ $payee } さんにお問い合わせください。

## Ways to pay: a name, a line about it, and what the button does

rail-demo = デモ
rail-demo-hint = お試し用の架空の決済サービスです。
rail-demo-pay = デモで{ $amount }を支払う
rail-demo-pay-any = デモで支払う
rail-sepa = 銀行振込
rail-sepa-hint = ご利用の銀行のアプリから、QRコードまたは手入力で。
rail-sepa-pay = 銀行振込で{ $amount }を支払う
rail-sepa-pay-any = 銀行振込で支払う
rail-swiss = スイスのQR請求書
rail-swiss-hint = ネットバンキング、ご利用のスイスの銀行のアプリ、または印刷したQR請求書で。
rail-swiss-pay = QR請求書で{ $amount }を支払う
rail-swiss-pay-any = QR請求書で支払う
rail-spayd = QR Platba
rail-spayd-hint = ご利用のチェコまたはスロバキアの銀行のアプリから、QRコードまたは手入力で。
rail-spayd-pay = QR Platbaで{ $amount }を支払う
rail-spayd-pay-any = QR Platbaで支払う
rail-pix = Pix
rail-pix-hint = ご利用の銀行のアプリから、QRコードまたはコードの貼り付けで。
rail-pix-pay = Pixで{ $amount }を支払う
rail-pix-pay-any = Pixで支払う
rail-upi = UPI
rail-upi-hint = お使いのUPIアプリから、リンクまたはQRコードで。
rail-upi-pay = UPIで{ $amount }を支払う
rail-upi-pay-any = UPIで支払う
rail-promptpay = PromptPay
rail-promptpay-hint = ご利用のタイの銀行のアプリから、QRコードで。
rail-promptpay-pay = PromptPayで{ $amount }を支払う
rail-promptpay-pay-any = PromptPayで支払う
rail-paynow = PayNow
rail-paynow-hint = ご利用のシンガポールの銀行のアプリから、QRコードで。
rail-paynow-pay = PayNowで{ $amount }を支払う
rail-paynow-pay-any = PayNowで支払う
rail-link = ウォレットのリンク
rail-link-hint = ウォレットを開くボタンまたはQRコードで。
rail-link-pay = { $wallet }で{ $amount }を支払う
rail-link-pay-any = { $wallet }で支払う
rail-merchant_code = QRコード
rail-merchant_code-hint = 銀行またはウォレットのアプリから、QRコードで。
rail-merchant_code-pay = { $wallet }で{ $amount }を支払う
rail-merchant_code-pay-any = { $wallet }で支払う
rail-cash = 現金またはその他の方法
rail-cash-hint = 方法は受取人がご案内します。
rail-cash-pay = 現金またはその他の方法で{ $amount }を支払う
rail-cash-pay-any = 現金またはその他の方法で支払う
rail-stripe = Stripe
rail-stripe-hint = Stripeのページで、カード、ウォレット、または現地の決済方法で。
rail-stripe-pay = Stripeで{ $amount }を支払う
rail-stripe-pay-any = Stripeで支払う
rail-paypal = PayPal
rail-paypal-hint = PayPalのページで、ご自分のPayPalアカウントから。
rail-paypal-pay = PayPalで{ $amount }を支払う
rail-paypal-pay-any = PayPalで支払う
rail-btcpay = Bitcoin または Lightning
rail-btcpay-hint = ご自身のウォレットから、QRコードまたはコピーで。
rail-btcpay-pay = ビットコインで{ $amount }を支払う
rail-btcpay-pay-any = ビットコインで支払う
rail-lnbits = Bitcoin（Lightning）
rail-lnbits-hint = Lightningウォレットから、現時点のレートで。
rail-lnbits-pay = Lightningで{ $amount }を支払う
rail-lnbits-pay-any = Lightningで支払う
rail-other = お支払い

## What is wrong with an amount, a note or a way to pay

amount-required = お支払い金額を入力してください。
amount-not-a-number = 金額は数字で入力してください（例：{ $example }）。
amount-too-many-decimals = { $currency }の金額としては小数点以下の桁数が多すぎます。{ $example }のように入力してください。
amount-not-positive = 0より大きい金額を入力してください。
amount-too-small = { $min }以上の金額を入力してください。
amount-too-large = { $max }以下の金額を入力してください。
amount-ambiguous = この金額は2通りに読み取れます。桁区切りを使わずに、{ $thousands }のように入力してください。
amount-ambiguous-decimals = この金額は2通りに読み取れます。千以上の金額は桁区切りを使わずに{ $whole }のように、小数は{ $fine }のように入力してください。
amount-other-currency = { $found }と入力されましたが、ここでの通貨は{ $currency }です。{ $example }のように{ $currency }で入力してください。
amount-unknown-currency = 通貨を読み取れません。EURのような3文字のアルファベットで入力してください。
amount-withdrawn-currency = { $found } は現在使われていない通貨です。{ $payee } さんに別の通貨でのリンクをご依頼ください。
amount-in-link = このリンクの金額を読み取れません。ここに金額を入力するか、新しいリンクをご依頼ください。
note-too-long = メッセージが長すぎます。{ $longest }文字以内で入力してください。
note-invalid = メッセージに表示できない文字が含まれています。通常の文字で入力してください。
method-unavailable = この金額で利用できる支払い方法から選んでください。

## The payer’s own page: instructions, state, receipt

title-payment = お支払い
title-receipt = お支払いの控え
you-paid = { $payee } さんに支払いました
your-payment-to = { $payee } さんへのお支払い
payment-waiting = 確認待ち
payment-failed = 完了しませんでした
payment-expired = 時間内に完了しませんでした
payment-refunded = 返金済み
payment-partly-refunded = 一部返金済み
payment-refund-said = 返金の連絡あり
payment-disputed = 異議申し立て中
difference-under = { $amount }不足しています。
difference-over = 請求額より{ $amount }多く入金されています。
pending-resume = お支払いがまだ完了していないか、{ $rail } からの確認がまだ届いていません。すでにお支払いになった場合は、重ねて支払わないでください。確認でき次第、このページに表示されます。
pending-transfer-title = ご利用の銀行からお振り込みください
pending-transfer = 以下のとおり正確に入力して、お振り込みください。参照番号により、{ $payee } さんはお客様からの入金だと確認できます。
pending-words-title = { $payee } さんが希望するお支払い方法
pending-words = 以下は { $payee } さんが書いた案内です。内容は誰も確認していません。
pending-no-reference = この金額を正確にお支払いください。金額により、{ $payee } さんはお客様からの入金だと確認できます。
pending-link-title = { $wallet }で支払う
pending-link = ボタンを押すと、金額が入力された{ $wallet }が開きます。送金する前に受取人をご確認のうえ、このページにお戻りください。
pending-link-note = ボタンを押すと、金額が入力された{ $wallet }が開きます。受取人をご確認のうえ、下の参照番号を書き添えてください。{ $payee } さんはそれでお客様からの入金だと確認できます。その後、このページにお戻りください。
pending-code-title = { $rail }で支払う
pending-code = コードを読み取るか、その文字列を銀行またはウォレットのアプリに貼り付けてください。金額と参照番号は入力済みです。送金する前に受取人をご確認ください。
pending-invoice-title = Bitcoin または Lightning のウォレットでお支払いください
pending-invoice = コードを読み取るか、ウォレットで開いてください。この金額ちょうどのお支払い1回に限り有効です。
invoice-time = あと { $minutes } 分で無効になります。その後は支払わず、最初からやり直してください。
pending-other = ご入金を待っています。
pending-lost = このお支払いに必要な情報は表示できなくなりました。すでに送金済みの場合は、もう一度送金せずに { $payee } さんにお問い合わせください。まだの場合は、支払い方法を選び直してください。
claimed = 送金済みのご連絡を受け付けました。入金され次第、{ $payee } さんが確認します。銀行振込の場合、翌営業日までかかることがあります。重ねて送金しないでください。
claimed-details = お支払いの内容（ご確認用）
processing = お支払いを処理しています。お手続きは必要ありませんので、重ねて支払わないでください。このページは自動で更新されます。
settled = このページがお支払いの控えです。リンク（URL）を保管するか、ページを印刷または保存してください。
failed = { $payee } さんへの入金はありませんでした。もう一度お試しいただくか、別の支払い方法を選んでください。
attempt-expired = このお手続きによる入金はありませんでした。すでに送金された場合は、もう一度支払う前に { $payee } さんにお問い合わせください。
refunded = { $payee } さんが全額を返金しました。口座に反映されるまで数日かかることがあります。届かない場合は、{ $payee } さんにお問い合わせください。
partly-refunded = { $payee } さんが{ $refunded }を返金しました。口座に反映されるまで数日かかることがあります。届かない場合は、{ $payee } さんにお問い合わせください。
refunded-by-word = { $payee } さんから、{ $refunded }を返金したとの連絡がありました。届くまで数日かかることがあります。届かない場合は、{ $payee } さんにお問い合わせください。
refunded-by-dispute = 異議申し立ての結果、{ $refunded }がお客様に返金されます。届くまで数日かかることがあります。届かない場合は、銀行または決済サービスにお問い合わせください。
being-refunded = { $payee } さんが{ $returning }を返金しています。決済サービスの処理はまだ完了していません。お客様が行うことはありません。
disputed = このお支払いには、銀行または決済サービスを通じて異議が申し立てられています。判断と結果のお知らせは銀行または決済サービスが行います。こちらでのお手続きはありません。
your-note = { $payee } さんへのメッセージ：
after-payment = お支払い後の { $payee } さんからのメッセージ：
after-payment-open = リンクを開く
after-payment-lost = { $payee } さんからの内容がありますが、表示できなくなりました。{ $payee } さんにお問い合わせください。
row-beneficiary = 口座名義
row-iban = IBAN
row-bic = BIC
row-amount = 金額
row-reference = 参照番号
row-account = 口座番号
row-address = 受取人の住所
row-code = コピーして貼り付けるコード
row-pix-key = Pixキー
row-promptpay-id = PromptPay ID
row-paynow-id = UENまたは携帯電話番号
row-upi-id = UPI ID
row-wallet-handle = { $wallet }の受取人
row-merchant-code = コピーして貼り付けるコード
row-merchant = コード上の受取人
row-lightning-invoice = Lightning インボイス
row-bitcoin-address = Bitcoin アドレス
row-bitcoin-amount = ビットコインでの金額
row-words = 受取人からの案内
bank-compares-name = お客様の銀行は、口座名義と口座が一致するかを照合します。ここに表示されているとおりに入力してください。
bill-on-screen = 画面上のこのQR請求書は、ネットバンキングと銀行のアプリ専用です。窓口や郵送で支払う場合は、QR請求書全体を印刷してください。
bill-show = 受領証付きのQR請求書全体を表示
bill-title = 印刷用のQR請求書
bill-help = 銀行や郵便局で受け付けられるよう、白いA4用紙に実寸（100%）で印刷してください。
qr-of-payment = このお支払いのQRコード
scan-with-bank = ご利用の銀行のアプリで読み取ってください。
scan-with-wallet = ウォレットで読み取ってください。
scan-with-either = 銀行またはウォレットのアプリで読み取ってください。
scan-with-camera = 別の電話で支払うには、その電話のカメラでコードを読み取ってください。
scan-with-rail = 別の電話で支払うには、その電話の{ $rail }でコードを読み取ってください。
save-qr = QRコードを画像として保存
other-ways = ほかの送り方
save-qr-help = このスマートフォンに画像を保存し、ご利用の銀行のアプリで開いてください。
open-bank = 銀行のアプリを開く
open-wallet = ウォレットを開く
some-phones = 一部のスマートフォンでのみ利用できます。
other-way = 別の支払い方法を選ぶ
sent-it-help = 送金がお済みの場合はお知らせください。{ $payee } さんが入金を確認しやすくなります。
sent-it = 送金しました
copy-what = { $what }をコピー
send-yourself = このページを自分に送る
send-yourself-help = このページを残しておいてください。ここに戻れるのはこのアドレスだけです。
go-on = { $rail }に進む
back-to-request = 請求に戻る
see-request = 請求を見る
signed-receipt = 電子署名付きの控えをダウンロード
save-receipt = 領収を保存
can-close = このページは閉じてかまいません。
signed-receipt-help = 小さなファイルです。このサービスが発行したこと、内容が変更されていないことを、誰でも確認できます。
fact-by = 支払い方法
fact-code = 請求コード

## The sheet for a counter

sheet-title = 印刷用
sheet-scan = 読み取ってお支払い
sheet-scan-order = 読み取ってご注文
sheet-scan-help = スマートフォンのカメラをコードに向けてください。
sheet-print = この用紙を印刷

## Reporting a request to whoever runs the service

report-title = この請求を報告
report-page-title = このページを報告
report-intro = 問題がある場合は、このサービスの運営者にお知らせください。運営者にはどの請求についてかがわかりますが、お客様がどなたかは伝わりません。
report-why = どのような問題ですか？
report-impersonation = 他人になりすましている
report-never-ordered = 身に覚えのない請求である
report-offensive = 文章が侮辱的または脅迫的である
report-other = その他
report-pick = 問題の内容を選んでください。
report-sent-title = ご報告ありがとうございます
report-sent = ご報告は、このサービスの運営者が確認できるように保存されました。自動的に対処されるわけではありません。間違いないと確信できるまで、支払わないでください。
report-sent-paid = すでにお支払い済みの場合は、すぐに銀行または決済サービスに連絡し、支払いを止められるか、取り消せるかをお問い合わせください。
report-back = 戻る

## Problems

problem-not-found-title = ページが見つかりません
problem-not-found = このリンクの先には何もありません。リンク全体がコピーされているかご確認いただくか、送信者にお問い合わせください。
problem-not-open-title = この請求はお支払いいただけません
problem-not-open-paid = すでに支払い済みです。お手続きはもうありません。
problem-not-open-cancelled = この請求は請求元によって取り消されました。お金は引き落とされていません。
problem-not-open-expired = この請求は期限が切れています。お金は引き落とされていません。お支払いを希望される場合は、新しいリンクをご依頼ください。
problem-underway-title = この請求は支払い処理中です
problem-underway = すでにお支払いが処理されています。完了するか失敗するまで、重ねて支払わないでください。
problem-conflict-title = 現在この操作はできません
problem-reports-itself = このお支払い方法では、入金が自動的に通知されます。ここで確認していただくことはありません。
problem-not-arrived = 控えは、入金が確認されると発行されます。まだ入金は確認されていません。
problem-denied-title = このリンクまたはキーは無効です
problem-denied = リンクまたはキーは、使用済み、期限切れ、または新しいものに置き換え済みです。新しいものをご依頼ください。
problem-rail-title = この支払い方法は現在ご利用いただけません
problem-rail = お金は引き落とされていません。別の支払い方法を選ぶか、後でもう一度お試しください。
problem-unavailable-title = 一時的にご利用いただけません
problem-unavailable = 少し待ってから、もう一度お試しください。お支払いの直後でしたら、このページで状況を確認できるまで、重ねて支払わないでください。
problem-unavailable-elsewhere = 少し待ってから、もう一度お試しください。
problem-failed-title = サービス側で問題が発生しました
problem-failed = 問題は記録されました。後でもう一度お試しください。お支払いの直後でしたら、このページで状況を確認できるまで、重ねて支払わないでください。
problem-failed-elsewhere = 問題は記録されました。後でもう一度お試しください。
problem-invalid-title = 入力内容をご確認ください
problem-unreadable-title = 読み取れません
problem-signed-out-title = ログアウトしています
problem-signed-out = ログインして、もう一度お試しください。
problem-cross-site-title = 別のサイトから送信されました
problem-cross-site = このフォームは別のサイトから送信されたため、処理されませんでした。こちらでページを開いて、もう一度お試しください。
problem-not-said-title = 処理は行われませんでした
problem-not-said = このフォームには処理の内容が含まれていないため、何も行われませんでした。前の画面に戻り、ページを再読み込みしてから、ボタンを押してください。
problem-too-many-title = 操作の回数が多すぎます
problem-too-many = { $count ->
       *[other] { $seconds }秒待ってから、もう一度お試しください。
    }
problem-method-title = この操作はできません
problem-method = このアドレスは存在しますが、この方法では開けません。前のページに戻って、もう一度お試しください。

## What a chat shows of a link, and the message that a seller sends

preview-title = お支払いのお願い
preview-title-amount = { $payee } さんからの請求：{ $amount }
preview-title-long = お支払いのお願い：{ $amount }
preview-description = リンクを開くと、請求元、金額、内容を確認できます。
preview-picture = 紙の伝票：お支払いのお願い
message-memo-amount = { $memo }（{ $amount }）：{ $link }
message-memo = { $memo }：{ $link }
message-amount = お支払いのお願い（{ $amount }）：{ $link }
message-plain = お支払いのお願い：{ $link }
reminder = 念のためお知らせします：{ $about }：{ $link }
reminder-due = 念のためお知らせします：{ $about }、お支払期限{ $day }：{ $link }
reminder-overdue = 念のためお知らせします：{ $about }、お支払期限は{ $day }でした：{ $link }

## The foot of pages
foot-imprint = 運営者情報
foot-contact = お問い合わせ
foot-accessibility = アクセシビリティ

# The order page, and orders

order-title = ご注文
order-from = { $payee } さんに注文
order-link = 一覧から注文する
order-sold-out = 売り切れ
order-before = 価格が変わりました。以前は { $before } でした。
order-fewer = 1つ減らす：{ $product }
order-more = 1つ増やす：{ $product }
order-total = 合計
order-pay = 今すぐ支払う
order-send = 販売者に送る
order-confirms-first = { $payee } さんが先に注文を確認します。その後お支払いいただけます。
order-closed = 現在、ここでは注文できません。
order-waiting-title = まだ確認されていません
order-waiting = { $payee } さんが先にこの注文を確認するため、まだお支払いできません。販売者に送り、確認されたらこのリンクをもう一度開いてください。
order-confirmed = { $payee } さんがこの注文を確認しました。
order-send-to = ご注文を { $payee } さんに送ってください
order-send-help = 販売者とやり取りしているチャットを選んでください。メッセージには、双方が注文を確認できるリンクが入っています。
order-share = ほかのアプリ
order-only-link = Messengerではリンクだけを送れます。注文はリンク先にあります。
order-copy = メッセージをコピー
order-to-pay = 注文を見て支払う
order-to-order = 注文を見る
error-order-empty = 先に、ほしいものの数を選んでください。
error-order-changed = このページを開いた後に一覧が変わったため、注文されていません。印の付いた行を確認して、もう一度注文してください。
error-order-large = この注文は一度に支払える金額を超えています。減らしてください。
error-order-full = 現在、返答待ちの注文が多すぎるため、注文されていません。販売者に連絡するか、後でもう一度お試しください。
error-order-quantity = 0から99までの整数を入力してください。

## A choice of items

items-title = 数を選んでください
items-continue = 次へ
items-change = 選び直す
items-sold-out = すべて売り切れました。また入荷するか { $payee } さんにお尋ねください。
items-left = 残り{ $n }
error-items-left = 選んだ数より残りが少なくなっています。
