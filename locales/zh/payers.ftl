# Chinese, simplified

## Everywhere

never-asks = 本页面绝不会向您索要网银登录信息或手机验证码。请仅在您的银行 App 或所选支付服务商的页面上输入这些信息。
languages = 语言
test-only = 测试：不会发生真实资金往来
copy = 复制
copied = 已复制
not-copied = 复制失败
page-changed = 此处内容有变化，请重新加载页面。
print = 打印或保存
moment = { $time }（{ $zone }）
day-of-moment = { $date }（{ $zone }）

## The pay page

title-request = 付款请求
asks-for = { $payee } 请您付款
asked-for = { $payee } 曾请您付款
pay-whom = 付款给 { $payee }
pay-button = 支付 { $amount }
payment-to = 给 { $payee } 的付款
writes = { $payee } 的留言：
part-paid = 总额 { $whole } 已支付一部分，此处为剩余应付金额。
parts-whole = 共 { $whole }，分期支付：
parts-paid = 已付
parts-some = 已付 { $amount }
price-instead = 或 { $others }
due = 付款期限
open-until = 有效期至
check-words = 核对词
seller-page = 收款人主页
genuine = 这个付款请求是真的吗？
genuine-name = { $payee }是收款人自己取的名称，无人核实。请将{ $address }与其招牌、主页或账单核对。
genuine-words = 如果有人告诉过您三个词，必须与这里一致；若不一致，请不要付款并询问对方。没有人告诉您？这很正常。
somebody-claims = 有人表示已付款，但 { $payee } 尚未确认收到。如果那笔款项是您付的，请勿重复付款。
no-way-title = 暂无可用的付款方式
no-way = { $payee } 尚未设置收款方式。请放心，您没有任何损失；您可以联系对方，或稍后再打开此链接。
how-much = 您想付多少？
suggestions = 建议金额
any-amount = 金额不限，币种为 { $currency }。
bounds-between = { $min } 至 { $max }。
bounds-from = 不低于 { $min }。
bounds-to = 不超过 { $max }。
note-label = 给 { $payee } 的留言（选填）
note-help = 仅 { $payee } 可见。请勿填写您不希望留存的内容。
tip-title = 要给 { $payee } 小费吗？
tip-none = 不给小费
tip-own = 其他金额
tip-own-label = 您的小费
tip-own-hint = 最多 { $most }。
tip-total = 共 { $total }
tip-included = 含小费 { $tip }
tip-too-large = 小费最多 { $most }。
tip-required = 请输入小费金额，或选择“不给小费”。
tip-unknown = 请选择一种小费，或选择“不给小费”。
choose-way = 选择付款方式
confirms-itself = 到账后自动确认。
confirms-payee = 到账后由{ $payee }确认。
confirms-either = 由钱包自动确认，或由{ $payee }确认。
open-elsewhere = 在其他设备上打开
open-elsewhere-help = 请用另一台设备的相机扫描。
qr-of-link = 本页链接的二维码
report = 举报此请求
no-way-currency = { $payee } 的收款方式均不支持 { $currency }。请放心，您没有任何损失；您可以联系对方，或稍后再打开此链接。
no-way-amount = { $payee } 的收款方式均不支持此金额。请放心，您没有任何损失；您可以联系对方，或稍后再打开此链接。

stamp-paid = 已付款
state-expired = 已于 { $date } 过期
state-cancelled = 已取消
state-underway = 处理中
underway-title = 有一笔付款正在处理中
underway = 请勿重复付款。如果这笔付款未成功，您仍可在此付款。
paid = 此请求已付清，您无需再做任何操作。
expired = 此请求已无法付款。如果这笔款项您仍未付清，请向 { $payee } 索取新链接。
cancelled = { $payee } 已取消此请求，请勿付款。如果您已付款，请联系 { $payee }。

## Ways to pay: a name, a line about it, and what the button does

rail-demo = 演示支付
rail-demo-hint = 虚构的支付服务商，仅供体验。
rail-demo-pay = 演示支付 { $amount }
rail-demo-pay-any = 使用演示支付
rail-sepa = 银行转账
rail-sepa-hint = 在您的银行 App 中扫描二维码或手动填写。
rail-sepa-pay = 银行转账 { $amount }
rail-sepa-pay-any = 通过银行转账付款
rail-swiss = 瑞士 QR 账单
rail-swiss-hint = 通过网上银行、您的瑞士银行 App 或打印的 QR 账单付款。
rail-swiss-pay = 通过瑞士 QR 账单支付 { $amount }
rail-swiss-pay-any = 通过瑞士 QR 账单付款
rail-spayd = QR Platba
rail-spayd-hint = 在您的捷克或斯洛伐克银行 App 中扫描二维码或手动填写。
rail-spayd-pay = 使用 QR Platba 支付 { $amount }
rail-spayd-pay-any = 使用 QR Platba 付款
rail-pix = Pix
rail-pix-hint = 在您的银行 App 中扫描二维码或粘贴代码。
rail-pix-pay = 使用 Pix 支付 { $amount }
rail-pix-pay-any = 使用 Pix 付款
rail-upi = UPI
rail-upi-hint = 在任意 UPI App 中通过链接或二维码付款。
rail-upi-pay = 使用 UPI 支付 { $amount }
rail-upi-pay-any = 使用 UPI 付款
rail-promptpay = PromptPay
rail-promptpay-hint = 在您的泰国银行 App 中扫描二维码。
rail-promptpay-pay = 使用 PromptPay 支付 { $amount }
rail-promptpay-pay-any = 使用 PromptPay 付款
rail-paynow = PayNow
rail-paynow-hint = 在您的新加坡银行 App 中扫描二维码。
rail-paynow-pay = 使用 PayNow 支付 { $amount }
rail-paynow-pay-any = 使用 PayNow 付款
rail-link = 钱包链接
rail-link-hint = 通过打开钱包的按钮或二维码付款。
rail-link-pay = 用 { $wallet } 支付 { $amount }
rail-link-pay-any = 使用 { $wallet } 付款
rail-merchant_code = 二维码
rail-merchant_code-hint = 在您的银行或钱包 App 中扫描二维码。
rail-merchant_code-pay = 用 { $wallet } 支付 { $amount }
rail-merchant_code-pay-any = 使用 { $wallet } 付款
rail-cash = 现金或其他方式
rail-cash-hint = 由收款人说明方式。
rail-cash-pay = 以现金或其他方式支付 { $amount }
rail-cash-pay-any = 以现金或其他方式付款
rail-stripe = Stripe
rail-stripe-hint = 在 Stripe 页面上使用银行卡、电子钱包或当地付款方式。
rail-stripe-pay = 用 Stripe 支付 { $amount }
rail-stripe-pay-any = 使用 Stripe 付款
rail-paypal = PayPal
rail-paypal-hint = 在 PayPal 页面上使用您的 PayPal 账户。
rail-paypal-pay = 用 PayPal 支付 { $amount }
rail-paypal-pay-any = 使用 PayPal 付款
rail-btcpay = Bitcoin 或 Lightning
rail-btcpay-hint = 使用您自己的钱包扫描二维码或复制信息。
rail-btcpay-pay = 用比特币支付 { $amount }
rail-btcpay-pay-any = 使用比特币付款
rail-lnbits = Bitcoin（Lightning）
rail-lnbits-hint = 使用 Lightning 钱包，按当前汇率付款。
rail-lnbits-pay = 用 Lightning 支付 { $amount }
rail-lnbits-pay-any = 使用 Lightning 付款
rail-other = 付款

## What is wrong with an amount, a note or a way to pay

amount-required = 请输入您要支付的金额。
amount-not-a-number = 请用数字填写金额，例如 { $example }。
amount-too-many-decimals = { $currency } 金额的小数位数过多，请改写为类似 { $example } 的格式。
amount-not-positive = 金额必须大于零。
amount-too-small = 最低金额为 { $min }。
amount-too-large = 最高金额为 { $max }。
amount-ambiguous = 这个金额可能有两种读法。请不要使用千位分隔符，例如 { $thousands }。
amount-ambiguous-decimals = 这个金额可能有两种读法。千位以上请不要使用分隔符，例如 { $whole }；小数请写成 { $fine } 的形式。
amount-other-currency = 您填写的是 { $found }，但这里的金额以 { $currency } 计。请以 { $currency } 填写，例如 { $example }。
amount-unknown-currency = 无法识别币种。请使用三个字母的货币代码，例如 EUR。
amount-withdrawn-currency = { $found } 已停止流通。请向 { $payee } 索取其他币种的链接。
amount-in-link = 无法识别此链接中的金额。请在此输入，或索取新链接。
note-too-long = 留言过长，最多 { $longest } 个字符。
note-invalid = 留言中含有无法显示的字符，请使用纯文本。
method-unavailable = 请选择此金额可用的付款方式。

## The payer’s own page: instructions, state, receipt

title-payment = 您的付款
title-receipt = 付款凭证
you-paid = 您已付款给 { $payee }
your-payment-to = 您给 { $payee } 的付款
payment-waiting = 等待确认
payment-failed = 付款未成功
payment-expired = 超时未完成
payment-refunded = 已退款
payment-partly-refunded = 已部分退款
payment-refund-said = 收款人称已退款
payment-disputed = 存在争议
difference-under = 比请求的金额少 { $amount }。
difference-over = 比请求的金额多 { $amount }。
pending-resume = 您尚未完成付款，或 { $rail } 尚未确认。如果您已在那里付款，请勿重复付款：确认后，本页面会显示这笔付款。
pending-transfer-title = 请从您的银行转账
pending-transfer = 转账时请完全按照以下信息填写。{ $payee } 将凭附言确认这笔款项来自您。
pending-words-title = { $payee } 希望的付款方式
pending-words = 以下文字由 { $payee } 自行填写，未经任何人核实。
pending-no-reference = 请准确支付此金额。{ $payee } 将凭金额确认这笔款项来自您。
pending-link-title = 使用 { $wallet } 付款
pending-link = 点击按钮会打开 { $wallet }，金额已填好。汇款前请核对收款人，然后回到此页。
pending-link-note = 点击按钮会打开 { $wallet }，金额已填好。请核对收款人，并填写下面的附言：{ $payee } 将凭它确认这笔款项来自您。然后回到此页。
pending-code-title = 使用 { $rail } 付款
pending-code = 请用您的银行或钱包 App 扫描二维码，或粘贴其文字。金额和参考号已在其中；转账前请核对收款人。
pending-invoice-title = 请用 Bitcoin 或 Lightning 钱包付款
pending-invoice = 请扫描此码，或在您的钱包中打开。它仅供一次付款，金额须与此完全一致。
invoice-time = 还有 { $minutes } 分钟失效。失效后请勿付款，请重新开始。
pending-other = 正在等待您的付款到账。
pending-lost = 这笔付款所需的信息已无法显示。如果您已经付款，请不要重复付款，请向 { $payee } 询问；如果尚未付款，请重新选择付款方式。
claimed = 您已表示款项已转出。{ $payee } 收到后会予以确认；银行转账最迟可能要到下一个工作日到账。请勿重复转账。
claimed-details = 付款时应使用的信息（供核对）
processing = 您的付款正在处理中。您无需任何操作，请勿重复付款。本页面会自动更新。
settled = 本页面就是您的付款凭证。请保留本页网址，或将页面打印、保存。
failed = { $payee } 未收到任何款项。请重试，或选择其他付款方式。
attempt-expired = 这次付款没有款项到账。如果您已转出款项，请先联系 { $payee }，再决定是否重新付款。
refunded = { $payee } 已全额退款。款项可能需要几天才会显示在您的账户中。如未到账，请联系 { $payee }。
partly-refunded = { $payee } 已退款 { $refunded }。款项可能需要几天才会显示在您的账户中。如未到账，请联系 { $payee }。
refunded-by-word = { $payee } 表示已向您退款 { $refunded }。款项可能需要几天才会到账。如未到账，请联系 { $payee }。
refunded-by-dispute = 争议裁定结果对您有利，{ $refunded } 将退还给您。款项可能需要几天才会到账。如未到账，请联系您的银行或支付服务商。
being-refunded = { $payee } 正在退款 { $returning }。支付服务商尚未处理完毕，您无需进行任何操作。
disputed = 这笔付款已在银行或支付服务商处提出争议，将由其裁定并通知您。您无需在此操作。
your-note = 您给 { $payee } 的留言：
after-payment = 付款后 { $payee } 的留言：
after-payment-open = 打开链接
after-payment-lost = { $payee } 在这里给您留了内容，但已无法显示。请向 { $payee } 询问。
row-beneficiary = 收款人户名
row-iban = IBAN
row-bic = BIC（SWIFT 代码）
row-amount = 金额
row-reference = 附言
row-account = 账号
row-address = 收款人地址
row-code = 可复制粘贴的代码
row-pix-key = Pix 密钥
row-promptpay-id = PromptPay ID
row-paynow-id = UEN 或手机号码
row-upi-id = UPI ID
row-wallet-handle = { $wallet } 收款人
row-merchant-code = 可复制粘贴的代码
row-merchant = 二维码中的收款人
row-lightning-invoice = Lightning 账单
row-bitcoin-address = Bitcoin 地址
row-bitcoin-amount = 比特币金额
row-words = 收款人的付款说明
bank-compares-name = 您的银行会核对收款人户名与账户是否一致。请完全按照此处所示填写。
bill-on-screen = 屏幕上的此 QR 账单仅用于网上银行和您的银行 App。如需在柜台或通过邮寄付款，请打印完整的 QR 账单。
bill-show = 显示完整的 QR 账单（含收据）
bill-title = 供打印的 QR 账单
bill-help = 请用白色 A4 纸按实际大小（100%）打印，以符合银行和邮局的要求。
qr-of-payment = 这笔付款的二维码
scan-with-bank = 请用您的银行 App 扫描。
scan-with-wallet = 请用您的钱包扫描。
scan-with-either = 请用您的银行或钱包 App 扫描。
scan-with-camera = 如要用另一部手机付款，请用它的相机扫描二维码。
scan-with-rail = 如要用另一部手机付款，请在该手机上用 { $rail } 扫描二维码。
save-qr = 将二维码保存为图片
other-ways = 其他付款方式
save-qr-help = 如用本机付款，请保存图片，然后在您的银行 App 中打开。
open-bank = 打开您的银行 App
open-wallet = 打开您的钱包
some-phones = 仅部分手机支持。
other-way = 选择其他付款方式
sent-it-help = 已经转账？请告知一声，以便 { $payee } 留意查收。
sent-it = 我已付款
copy-what = 复制{ $what }
send-yourself = 把此页面发给自己
send-yourself-help = 请保存此页面：只有它的地址能回到这里。
go-on = 前往 { $rail }
back-to-request = 返回付款请求
see-request = 查看付款请求
signed-receipt = 下载带数字签名的凭证
save-receipt = 保存收据
can-close = 您可以关闭此页面。
signed-receipt-help = 一个小文件。任何人都可凭它核实凭证由本服务出具，且内容未被改动。
fact-by = 付款方式
fact-code = 请求编号

## The sheet for a counter

sheet-title = 打印版
sheet-scan = 扫码付款
sheet-scan-order = 扫码下单
sheet-scan-help = 请将手机相机对准二维码。
sheet-print = 打印此页

## Reporting a request to whoever runs the service

report-title = 举报此请求
report-page-title = 举报此页面
report-intro = 如发现问题，请告知本服务的运营方。运营方能看到是哪个请求，但不会知道您是谁。
report-why = 有什么问题？
report-impersonation = 冒充他人
report-never-ordered = 不清楚是谁在请求付款，或为何付款
report-offensive = 文字含有侮辱或威胁内容
report-other = 其他问题
report-pick = 请选择问题类型。
report-sent-title = 谢谢您
report-sent = 您的举报已保存，供本服务的运营方查看。系统不会自动处理，在您确认无误之前，请不要付款。
report-sent-paid = 如果您已付款，请立即联系您的银行或支付服务商，询问能否拦截或追回这笔款项。
report-back = 返回

## Problems

problem-not-found-title = 这里没有内容
problem-not-found = 此链接无法打开任何内容。请检查链接是否复制完整，或询问发送链接的人。
problem-not-open-title = 此请求无法付款
problem-not-open-paid = 此请求已付清，无需再做任何操作。
problem-not-open-cancelled = 请求方已取消此请求，没有扣款。
problem-not-open-expired = 此请求已过期，没有扣款。如果您仍想付款，请索取新链接。
problem-underway-title = 此请求正在付款中
problem-underway = 有一笔付款正在处理中。在其到账或失败之前，请勿再次付款。
problem-conflict-title = 目前无法操作
problem-reports-itself = 使用此付款方式时，款项到账会自动通知，您无需在此确认。
problem-not-arrived = 款项到账后才有付款凭证。目前款项尚未到账。
problem-denied-title = 此链接或密钥已失效
problem-denied = 该链接或密钥已被使用、已过期或已被替换。请索取新的链接或密钥。
problem-rail-title = 此付款方式暂不可用
problem-rail = 没有扣款。请选择其他付款方式，或稍后重试。
problem-unavailable-title = 暂时无法使用
problem-unavailable = 请稍后再试。如果您刚刚付过款，请等本页面显示付款状态后再决定，切勿重复付款。
problem-unavailable-elsewhere = 请稍后再试。
problem-failed-title = 我们这边出了问题
problem-failed = 问题已记录，请稍后重试。如果您刚刚付过款，请等本页面显示付款状态后再决定，切勿重复付款。
problem-failed-elsewhere = 问题已记录，请稍后重试。
problem-invalid-title = 请检查填写的内容
problem-unreadable-title = 无法读取
problem-signed-out-title = 您已退出登录
problem-signed-out = 请登录后重试。
problem-cross-site-title = 提交来自其他网站
problem-cross-site = 此表单由其他网站提交，因此未执行任何操作。请在此打开页面后重试。
problem-not-said-title = 未执行任何操作
problem-not-said = 此表单未说明要执行的操作，因此未执行任何操作。请返回并重新加载页面，然后点按页面上的按钮。
problem-too-many-title = 操作过于频繁
problem-too-many = { $count ->
       *[other] 请等待 { $seconds } 秒后重试。
    }
problem-method-title = 不能这样操作
problem-method = 此地址存在，但无法以这种方式打开。请返回后重试。

## What a chat shows of a link, and the message that a seller sends

preview-title = 付款请求
preview-title-amount = { $payee } 请您付款 { $amount }
preview-title-long = 付款请求：{ $amount }
preview-description = 打开链接，查看谁请您付款、金额和用途。
preview-picture = 一张纸条：付款请求
message-memo-amount = { $memo }，{ $amount }： { $link }
message-memo = { $memo }： { $link }
message-amount = 付款请求，{ $amount }： { $link }
message-plain = 付款请求： { $link }
reminder = 温馨提醒：{ $about }： { $link }
reminder-due = 温馨提醒：{ $about }，请于{ $day }前付款： { $link }
reminder-overdue = 温馨提醒：{ $about }，应于{ $day }前付款： { $link }

## The foot of pages
foot-imprint = 运营者信息
foot-contact = 联系方式
foot-accessibility = 无障碍

# The order page, and orders

order-title = 下单
order-from = 向 { $payee } 下单
order-link = 从列表下单
order-sold-out = 已售完
order-before = 价格已变。之前是 { $before }。
order-fewer = 减一个：{ $product }
order-more = 加一个：{ $product }
order-total = 合计
order-pay = 立即付款
order-send = 发送给卖家
order-confirms-first = { $payee } 会先确认每个订单，之后您才能付款。
order-closed = 目前这里无法下单。
order-waiting-title = 尚未确认
order-waiting = { $payee } 会先确认此订单，因此暂时不能付款。请把它发送给卖家，确认后再打开此链接。
order-confirmed = { $payee } 已确认此订单。
order-send-to = 把订单发送给 { $payee }
order-send-help = 请选择您与卖家聊天的应用。消息中带有双方都能看到订单的链接。
order-share = 其他应用
order-only-link = Messenger 只接受链接。订单在链接里。
order-copy = 复制消息
order-to-pay = 查看订单并付款
order-to-order = 查看订单
error-order-empty = 请先选择想要的商品和数量。
error-order-changed = 打开此页面后列表已更改，因此尚未下单。请查看标出的行，然后重新下单。
error-order-large = 此订单的总额超过一次可支付的金额。请减少数量。
error-order-full = 目前等待答复的订单太多，因此尚未下单。请联系卖家，或稍后再试。
error-order-quantity = 请填写 0 到 99 的整数。

## A choice of items

items-title = 选择数量
items-continue = 继续
items-change = 修改选择
items-sold-out = 这里已全部售完。请询问 { $payee } 是否还会有货。
items-left = 剩余 { $n }
error-items-left = 剩余数量少于您所选的数量。
