# Chinese: the books

## Parts

books-export = 导出
books-statement = 银行对账单
books-deliveries = 交付
books-close = 结账

## Lines and sums

books-lines = { $count ->
       *[other] { $n } 行
    }
books-lines-in = { $count ->
       *[other] { $currency } 共 { $n } 行
    }
books-tests = 测试付款在此计入，文件中也有：其方式名为 demo，或以 _test 结尾。
books-came-in = 收入
books-went-back = 退回
books-went-out = 退回和手续费
books-fees = 手续费
books-fee = 手续费
books-net = 账面金额
books-correction = 更正
books-unknown-fees = { $count ->
       *[other] 有 { $n } 笔手续费未知，合计和余额不含这些费用。
    }
books-day = 日期
books-for = 事由
books-method = 方式
books-amount = 金额
books-no-text = 无说明
books-for-day = 属于 { $day }
books-fee-unknown = 未知
books-by-hand = 手工
books-by-statement = 银行对账单
books-test = { $method }（测试）
books-days = { $first } 至 { $last }
books-days-account = { $days }，账户 { $account }

## Export

books-period = 期间
books-this-month = 本月
books-last-month = 上月
books-this-quarter = 本季度
books-this-year = 今年
books-everything = 全部
books-up-to = 截至 { $day }
books-since = 自 { $day } 起
books-from = 从
books-to = 到（含当日）
books-currency = 货币
books-all-currencies = 所有货币
books-zone-and-day = 时区和日期依据
books-zone = 时区
books-zone-hint = 日期的起止以此为准，例如 Asia/Shanghai。
books-which-day = 以哪一天为准
books-by-accounting = 账簿日期
books-by-accounting-hint = 资金变动的那一天；如果记录时那一天已结账，则为第一个未结账的日子。已结账的期间永远不变，两个期间之间也不会遗漏。
books-by-settled = 资金变动的日期
books-by-settled-hint = 用于查看某个月的收支。结果可能变化：之后为其中某天记录的内容会加进来。
books-by-created = 记录的日期
books-by-created-hint = 用于查看何时记录了什么，不论它属于哪一天。
books-show = 显示
books-nothing-shown = 暂时无法显示。请查看下方标出的内容。
books-nothing-exported = 没有导出任何内容。请查看下方标出的内容。
books-first-lines = 前几行
books-nothing-moved = 这些日子没有资金变动，文件中不会有任何行。
books-no-sums = 合计按账簿日期保存。请在上方选择该日期以查看。
books-first-of-all = 这是前几行，文件包含全部。
books-first-of-many = 这是前几行，文件包含全部，生成需要一些时间：浏览器会显示进度。
books-final = 这些日子已结账，文件将始终不变。
books-provisional = 其中有些日子尚未结账，因此文件是暂定的，文件名会注明。
books-month-statement = { $month }月报，可打印或保存为 PDF
books-format = 格式
books-format-csv-eu = CSV（逗号作小数点）
books-format-xero = 用于 Xero 的 CSV
books-format-quickbooks = 用于 QuickBooks 的 CSV
books-for-csv = 适用于任何电子表格：逗号分隔，句点作小数点，包含所有列
books-for-csv-eu = 适用于以逗号作小数点的 Excel：分号分隔，所有列，长参考号保持完整
books-for-xlsx = 适用于 Excel、LibreOffice 和 Numbers：真正的金额和日期，所有列，另有合计表
books-for-jsonl = 适用于程序：每行一个对象，包含所有列
books-for-beancount = 适用于 Beancount 纯文本记账：每行一笔经核对的分录
books-for-hledger = 适用于 hledger 或 Ledger 纯文本记账：每行一笔经核对的分录
books-for-ofx = 适用于 GnuCash、Sage、MoneyMoney 和银行软件：一个账户的对账单，单一货币
books-for-qif = 适用于 Quicken 等旧软件：单一货币；每个文件只导入一次
books-for-xero = 用于在 Xero 中导入银行对账单：单一货币，最多 1,000 行
books-for-quickbooks = 用于在 QuickBooks Online 中导入银行交易：单一货币，日期为 dd/mm/yyyy，最大 350 KB
books-for-datev = 适用于德国税务顾问：一批分录（EXTF Buchungsstapel），单一货币和会计年度
books-accounts-link = Beancount、hledger 和 DATEV 的科目
books-download = 下载

## Accounts

books-accounts = 科目
books-accounts-lead = 记账软件的文件会记入这些科目。留空则使用默认值。
books-accounts-saved = 已保存。下一个文件将使用这些科目；已交付的保持不变。
books-clearing = 清算科目
books-clearing-hint = 服务商已付和未付的款项。每种付款方式在其下有一个子科目。
books-fees-account = 手续费
books-fees-account-hint = 每种付款方式在其下有一个子科目。
books-tips-account = 小费科目
books-tips-account-hint = 例如 Income:Chit:Tips。
books-receivable = 应收款
books-receivable-hint = 付款请求尚未收到的款项。
books-chart = 科目表
books-adviser = 顾问编号
books-adviser-hint = Beraternummer，由您的税务顾问提供。
books-client = 客户编号
books-client-hint = Mandantennummer。
books-first-month = 会计年度的第一个月
books-first-month-hint = 1 表示一月。
books-digits = 科目位数
books-digits-hint = 如果顾问没有另行说明，则为 4。
books-datev-fees = 手续费科目
books-datev-fees-hint = Nebenkosten des Geldverkehrs。
books-debtor = 债务人
books-debtor-hint = 所有付款人的汇总科目。
books-datev-tips = 小费科目
books-datev-tips-hint = SKR03 中为 1590，SKR04 中为 1370。请咨询税务顾问：员工的小费与店主的小费计税方式不同。
books-clearing-differs = 与默认不同的清算科目
books-clearing-differs-hint = 每行一种付款方式及其科目，例如“stripe 1361”。
books-save = 保存

## Deliveries

books-new-lines = { $count ->
       *[other] 自上次交付以来有 { $n } 行
    }
books-nothing-new = 自上次交付以来没有新内容
books-some-new-lines = 自上次交付以来的行
books-nothing-delivered = 没有交付任何内容。请查看下方标出的内容。
books-deliveries-lead = 一次交付包含之前未交付的每一行，按顺序且无遗漏。其文件无论何时获取都完全相同。今天之前的日子会随之结账。
books-deliver = 交付新内容
books-delivered = 已交付
books-batch = 第 { $number } 批
books-batch-format = 第 { $number } 批的格式
books-batch-currency = 第 { $number } 批文件的货币
books-older-deliveries = 更早的交付

## Close

books-closed-until = 截至 { $day }，一切不再变动
books-nothing-closed = 尚未结账
books-nothing-changed = 没有更改任何内容。请查看下方标出的内容。
books-close-lead = 之后为已结账日子记录的内容，会记入第一个未结账的日子，并注明所属日期。这样，会计手中的内容保持不变。
books-close-until = 结账至（含当日）
books-close-hint = 日期的结束以 { $zone } 的时间为准。只有已过去的日子可以结账，结账不能撤销。
books-close-button = 结账至这一天
books-by-itself = 自动
books-closing-day = 每月在次月的这一天自动结账
books-closing-day-hint = 1 至 28。交付的内容也会结账。
books-closes = 结账记录
books-closed-to = 截至
books-closed-when = 结账时间
books-last-line = 最后一行
books-last-hash = 其哈希值
books-closed-by-you = { $moment }，由您
books-closed-by-calendar = { $moment }，由日历

## Month

books-of-the-books = 账簿月报
books-payee = 收款人
books-made = 生成时间
books-state = 状态
books-state-final = 最终：该月已结账
books-state-open = 暂定：该月尚未结账
books-state-running = 暂定：该月尚未结束
books-month-empty = 截至该月末没有资金变动。
books-balance-before = { $day } 之前的余额
books-balance-after = { $day } 之后的余额
books-month-nothing = 该月没有变动。
books-month-none-listed = 它的行不在此处列出的行之中。
books-by-method = 按方式
books-by-method-in = { $currency }，按方式
books-all = 合计
books-month-amounts = 当月金额
books-month-fees = 当月手续费
books-month-tips = 这些金额中的小费
books-month-cut = { $count ->
       *[other] 共 { $n } 行，此处列出前 { $listed } 行。合计包含所有行，导出文件包含全部。
    }
books-balance-hint = 余额是所有金额之和减去已知手续费。服务商已转入银行账户的款项未扣除。
books-head = 总账末尾：第 { $line } 行
books-months = 月份
books-export-month = 导出该月

## Statements

books-match-title = 核对您的银行对账单
books-match-lead = 我们读取、核对，然后忘记是谁付的款。
books-file = 银行的文件
books-file-hint = CAMT（.xml）、MT940、OFX 或 CSV，最大 50 MiB；.zip 请先解压。重复导入同一文件不会改变任何内容。
books-drop = 或将文件拖到这里。
books-choose-file = 请先选择文件。
books-kept = 会保留什么
books-kept-lead = 每笔记录保留：金额、手续费、货币和日期，银行参考号的最后四位，以及用于区分的指纹。付款人的姓名、账户和附言只在内存中读取，随文件一起忘记。
books-import = 导入
books-sending = 正在发送文件：
books-sent = 文件已收到，正在核对其中的记录。
books-read-begun = 正在写入文件。
books-read = 仍在写入：{ $n } 行。
books-read-of = 仍在写入：{ $n } / { $all } 行。
books-read-all = 所有行均已写入。
books-underway = 处理中：{ $all } 笔中的 { $done } 笔
books-nothing-imported = { $fault }没有导入任何内容。
books-imported = 已导入
books-undone = 已撤销
books-waiting = { $count ->
       *[other] { $n } 笔待决定
    }
books-older-statements = 更早的对账单
books-columns = 此表格的列
books-columns-lead = 有些内容不明确。您的回答会为表头相同的文件保留；文件不会保留，请重新选择。
books-first-rows = 前几行
books-cells-left-out = 可能涉及个人的单元格已省略。
books-column-none = 未选择
books-asked = 文件中不明确，请选择。
books-asked-again = 与文件不符，请重新选择。
books-column-date = 记账日
books-column-value-date = 起息日
books-column-amount = 金额
books-column-debit = 支出（如有单独的列）
books-column-credit = 收入（如有单独的列）
books-column-sign = 方向：收入或支出
books-column-fee = 从金额中扣除的手续费（如有该列）
books-column-net = 扣除手续费后的金额
books-column-currency = 货币列
books-date-order = 日期顺序
books-order-dmy = 日、月、年
books-order-mdy = 月、日、年
books-order-ymd = 年、月、日
books-decimal-mark = 小数点符号
books-mark-dot = 句点：1,234.50
books-mark-comma = 逗号：1.234,50

## One statement

books-no-entries = 没有记录
books-entries = { $count ->
       *[other] { $n } 笔记录
    }
books-known-before = { $count ->
       *[other] 其中 { $n } 笔此前已知
    }
books-not-booked = { $count ->
       *[other] 另有 { $n } 笔银行尚未入账
    }
books-imported-at = 导入于 { $moment }
books-was-undone = 此次导入已撤销：它所记的账已通过更正冲回。
books-nothing-was-changed = 没有更改任何内容。
books-queues = 队列
books-matched = 已匹配
books-suggested = 有建议
books-unmatched = 未匹配
books-dismissed = 已搁置
books-outgoing = 支出
books-nothing-waits = 这里没有待处理的记录。
books-none = 没有。
books-all-known = 没有新内容：所有记录此前均已登记。
books-keys = 按键：↑ ↓ 移动，Enter 采纳，d 搁置
books-taken-back = 已撤回
books-bank-reference = 银行参考号
books-booked-before = 此前已入账；这是又一份凭据。
books-take = 采纳
books-that-payment = 就是这笔付款
books-another-payment = 另一笔付款：入账
books-pick = 选择付款请求
books-search-requests = 搜索付款请求
books-search-hint = 文字、金额或代码
books-search = 搜索
books-none-fits = 没有匹配的付款请求。
books-dismiss = 搁置
books-more-entries = 更多记录
books-undo = 撤销此次导入
books-undo-lead = 它所记的账会通过更正冲回，其记录可以重新导入。只要相关日子尚未结账即可撤销。
books-forgotten = 除此之外不保留任何内容：没有姓名、账户或付款人的附言。您可以按此日期和金额在银行查到。
books-why-currency = 参考号正确，但货币不同。
books-why-several = 转账提到多个请求，但它们的未付金额之和与转账金额不符。
books-why-paid = 参考号正确，但此请求已付清。
books-why-booked = 同一天同一金额已从另一种格式的文件记入此请求。
books-why-recorded = 此请求已记录过相同金额：可能是同一笔款项，也可能是另一笔付款。
books-why-kept = 参考号正确，付款人发送了全额：银行扣留了一部分。
books-why-ambiguous = 代码或参考号对应多个请求。
books-why-own = 附言中有您的参考号，但金额不同或请求未开放。
books-why-claimed = 付款人表示已发送此金额。
books-why-amount = 金额与未付金额相同，且请求时间相近。
books-why-taken-back = 银行撤回了已记入此请求的金额。
books-no-such-request = 请使用您的某个请求的代码。
books-no-such-payment = 您的付款中没有此编号。
books-request-currency = 此请求使用另一种货币。请在该请求的页面上以其货币记录款项。
books-refused-decided = 此记录已有决定。请重新查看。
books-refused-not-waiting = 只有待决定的记录可以搁置。
books-refused-undone = 此次导入已撤销。请重新导入文件。
books-refused-other-money = 这笔付款是另一笔钱，或已有其他记录证明。请再看一次。
books-refused-nothing-paid = 没有对账单为该请求支付过此金额，因此无可冲回。请记录一笔退款。
books-refused-day-closed = 此对账单的款项记在{ $day }，而该日已在账簿中结账。请改为对错误之处记录退款。
books-refused-gone-back = 此对账单的款项之后已被退回，因此无法撤销导入。
books-refused-taken-back-later = 在之后的一份对账单中，银行收回了此对账单的款项。请先撤销那份对账单的导入。

## Faults of files

books-at-line = 第 { $line } 行：{ $fault }
books-at-element = 第 { $line } 行的 { $element }：{ $fault }
books-fault-unreadable = 文件无法读到末尾。请重新发送。
books-fault-cut = 文件过早结束，缺少一部分。请重新下载。
books-fault-too-long = 某行或某段文字比任何银行的都长。
books-fault-not-text = 这不是文本，或与文件所注的编码不符。
books-fault-malformed = 书写不符合格式规定。
books-fault-declaration = 不接受 DOCTYPE 之类的声明：对账单不需要它。
books-fault-no-account = 记录不属于任何账户。
books-fault-no-amount = 缺少金额。
books-fault-no-direction = 未注明是收入还是支出。
books-fault-no-day = 缺少日期。
books-fault-no-currency = 金额没有货币。
books-fault-not-amount = 金额不是可读的数字。
books-fault-too-fine = 金额的小数位数多于其货币。
books-fault-too-large = 金额过大。
books-fault-not-day = 日历中没有此日期。
books-fault-currency-differs = 金额的货币与该行所注不同。
books-fault-fee-off = 手续费与金额和余下金额之差不符。
books-fault-no-balance = 余额缺失或无法读取，文件可能缺少一部分。请重新下载。
books-fault-pdf = 这是仅供阅读的 PDF。请下载 CAMT.053、MT940、OFX 或 CSV 格式的对账单。
books-fault-packed = 这是压缩包或工作簿。请解压，或将工作表保存为 CSV。
books-fault-compressed = 此文件已压缩。请先解压。
books-fault-empty = 文件是空的。
books-fault-unknown-format = 这不是可读取的银行对账单。可读取 CAMT.052、CAMT.053 和 CAMT.054（XML）、MT940、MT942、OFX，以及带表头行的 CSV。
books-fault-no-statement = 文件中没有账户的对账单。
books-fault-too-many = 一个文件最多 200,000 笔记录，此文件超出。请分批导入，例如按月。
books-fault-too-much = 此文件的记录中的参考号超过一次可读取的数量。请分批导入，例如按月。
books-fault-unclear = 此表格的列不明确。
books-fault-balance-off = 余额与前一余额及记录之和不符。
books-fault-balance-unread = 余额无法读取，因此未与记录核对。
books-fault-details-off = 明细之和与其记录的金额不符，按一笔记录计。
books-fault-day-of-statement = 此记录没有日期，采用了对账单的日期。
books-fault-left-out = 有一行被略过：缺少日期、金额或货币。
books-fault-unknown-state = 此行（可能还有其他行）的状态未知，按尚未入账处理。
books-fault-correction = 此记录更正之前的一笔；仅显示，不结算。
