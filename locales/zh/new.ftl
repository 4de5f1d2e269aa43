# Chinese: making a link, and sharing it

new-title = 新建链接
new-who-sets = 由谁决定金额
new-fixed = 固定
new-open = 付款人决定
new-between = 限定范围
new-amount = 金额
new-at-least = 最低
new-at-most = 最高
new-open-says = 金额由付款人决定。
new-suggested = 建议金额
new-currency = 货币
new-currency-search = 搜索货币
new-currency-none = 没有符合的货币。
new-currency-unpaid = 您的收款方式都不支持 { $currency }。
new-memo = 用途
new-memos = 以前的用途
new-remove = 移除
new-remove-some = 移除部分
new-no-due = 无到期日
new-due = 到期日
new-parts = 分期
new-parts-hint = 定金和尾款，或分期：每期填写金额和日期。最后一期金额留空，即为剩余金额。
new-part-amount = 第 { $n } 期金额
new-part-day = 第 { $n } 期日期
new-prices = 其他价格
new-prices-hint = 同一笔款项以其他货币标价，价格由您自定：付款人支付其中一个。不做任何换算。
new-price-amount = 第 { $n } 个价格的金额
new-price-currency = 第 { $n } 个价格的货币
new-works-for = 链接有效期
new-no-limit = 不限时间
new-days = { $count ->
       *[other] { $n } 天
    }
new-times = 可付款次数
new-times-hint = 一人填 1，多人填更大的数。留空时：固定金额为一次，其他为不限次数。
new-reference = 您的编号
new-reference-hint = 发票或订单编号。付款人看不到。
new-preview = 聊天中显示链接的哪些内容
new-preview-hint = 聊天中的所有人都能看到。用途绝不会显示。
new-preview-generic = 您在请求付款
new-preview-amount = 您的名称和金额
new-preview-none = 不显示
new-language = 链接及消息的语言
new-language-hint = 使用 Chit 其他语言的读者会看到自己的语言。
new-note = 请付款人留言
new-note-hint = 一行文字。只有您和该付款人能看到。
new-tips = 允许付款人加小费
new-tips-hint = 不给、5、10、15% 或自定金额。仅用于一次付清的固定金额。账簿会单独记录小费。
new-keypad = 数字键盘
new-keyboard = 设备键盘
new-erase = 删除
new-make = 生成链接
new-show-code = 显示二维码
new-offline = 离线。尚未生成任何内容。您输入的内容会保留在这里，恢复连接后请再按一次。
new-repeated = 两分钟内您已创建过相同的链接，它仍在等待付款。这次没有创建任何内容。同一位付款人请打开那个链接；其他付款人请再创建一个。
new-repeated-open = 打开那个链接
new-repeated-another = 再创建一个
new-as-seen = 付款人将看到的内容
new-ready = 链接已就绪
new-reminder = 提醒
new-turns = 待付款。付款后此页面会自动更新。
new-over = 链接已失效
new-is-paid = 已付款。
new-ended = 此链接已失效。
new-claimed = 付款人称已付款。请查看是否到账。
new-change-preview = 更改聊天预览
split-word = 分摊
split-title = 分摊账单
split-total = 总额
split-shares = 份额
split-equal = 平均分
split-named = 自定姓名
split-count = 份数
split-fewer = 减少一份
split-more = 增加一份
split-names = 姓名，每行一个
split-names-hint = 只有您能看到。
split-make = 生成链接
split-links = { $count ->
       *[other] 共 { $n } 个链接。请每个发给一个人；谁也看不到其他链接。
    }
split-paid = { $all } 份中已付 { $paid } 份
split-sum = { $total } 中的 { $paid }
split-share = 第 { $n } 份
split-all = 此账单的所有份额
bulk-many = 批量
bulk-title = 批量创建链接
bulk-lead = 表格的每一行生成一个链接。会先检查并显示全部内容。
bulk-file = CSV 文件
bulk-file-hint = 由电子表格另存为 CSV UTF-8，最多 { $max } 行。
bulk-text = 或粘贴表格
bulk-text-hint = 第一行写列名，用逗号、分号或制表符分隔。可用的列：
bulk-check = 检查表格
bulk-check-again = 重新检查
bulk-nothing = 未创建任何内容。
bulk-row = 第 { $n } 行
bulk-good = { $count ->
       *[other] 可以创建 { $n } 个链接
    }
bulk-bad = { $count ->
       *[other] 有 { $n } 行需要更正。尚未创建任何内容。
    }
bulk-make = { $count ->
       *[other] 创建 { $n } 个链接
    }
bulk-make-good = { $count ->
       *[other] 创建 { $n } 个链接（不含有误的行）
    }
bulk-made = { $count ->
       *[other] 已创建 { $n } 个链接
    }
bulk-left = 以下各行未创建链接：
bulk-download = 下载含链接的表格
bulk-kept = 此页面保留两天。链接会保留在您的请求列表中。
new-message-language = 消息的语言
new-copy = 复制链接
new-copy-message = 复制消息
new-button = 复制网站按钮
new-share = 分享
new-share-picture = 分享二维码图片
new-save-qr = 保存二维码图片
new-save-card = 保存卡片
new-print = 打印柜台展示页
new-sms = 短信
new-email = 电子邮件
new-only-link = Messenger 和 Snapchat 只接受链接。
new-paste-there = 在微信、Instagram 和 Google Chat 中，请粘贴消息或发送图片。
new-no-preview = 无预览：您已选择聊天中只显示链接。
new-as-reminder = 作为友好提醒发送
new-without-reminder = 不带提醒发送链接
new-turn = 旋转
new-keep-on = 点按以保持屏幕常亮

## Items to choose from

new-items = 让付款人从清单中选择
new-items-hint = 付款人所选即为金额，因此请将金额留空。没有填写“最多”的行会计入每个总额。
new-item = 项目
new-item-price = 价格
new-item-most = 最多
new-item-stock = 可售
