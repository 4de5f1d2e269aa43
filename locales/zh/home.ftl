# Chinese: Home, and what needs a look

home-search = 搜索请求
home-today = 今日到账
home-payments = { $count ->
       *[other] { $n } 笔
    }
home-month = 本月
home-went-back = 退回 { $amount }
home-tests = 测试付款不计入。
home-week = 最近 7 天
home-days = 最近 30 天
home-best = 最高的一天（{ $day }）：{ $amount }
home-best-today = 今天到账最多：{ $amount }
home-numbers = 查看数字
home-day = 日期
home-came-in = 到账
home-back = 退回
home-now = 今天
home-need-look = { $count ->
       *[other] { $n } 项待处理
    }
home-overdue = 已逾期
home-more-than = 超过 { $n }
home-newest = 最新
home-all = 全部请求
home-no-words = 无说明
home-any-amount = 任意金额，{ $currency }
home-due-on = 到期：{ $day }
home-start = 两步创建您的第一个链接
home-start-link = 创建链接
home-start-done = 已完成
home-arrived-for = { $what } 的 { $amount } 已到账。
home-arrived = { $amount } 已到账。
home-changed = 有内容发生了变化。
home-show = 显示
home-look = 待处理
home-look-none = 没有待处理的事项。
home-look-claim = { $amount } 到账了吗？
home-look-yes = 是，已到账
home-look-not-yet = 还没有
home-look-dispute = { $amount } 有争议。请在截止前回复：{ $rail }
home-look-open = 打开请求
home-look-unanswered = 无回复
home-look-refund = { $amount } 退回了吗？没有收到回复：{ $rail }
home-look-sent = 已退回
home-look-not-sent = 未退回
home-look-over = 比请求的 { $amount } 多到账 { $difference }。
home-look-keep = 保留
home-look-send-back = 退回 { $difference }
home-look-under = { $amount } 还差 { $difference }。
home-look-rest = 请求余款
home-look-keep-part = 保留已到账部分
home-look-unknown = 无法对应
home-look-event = 收到一笔此处未知付款的通知，{ $amount }：{ $rail }
home-look-event-bare = 收到一笔此处未知付款的通知：{ $rail }
home-look-hook = 一个 Webhook 已关闭：{ $host } 不再收到任何消息
home-look-order = { $amount }：有订单等待您答复。
home-look-ordered = 订单
home-look-seen = 搁置
home-look-reference = 附言
home-look-all = { $count ->
       *[other] { $n } 笔全部到账
    }
home-look-all-ask = { $count ->
       *[other] { $n } 笔付款都到账了吗？
    }
home-look-all-sum = 合计 { $sum }
home-look-all-yes = 是，全部到账
home-look-left = 有几笔未处理：对应的款项已经付清。请逐一查看。
home-alerts = 提醒
home-alerts-about = 打开首页时有款项到账。此选择只保存在本浏览器中。
home-alerts-sound = 播放声音
home-alerts-sound-help = 在您触摸页面之前，浏览器保持静音。
home-alerts-vibrate = 振动
home-alerts-vibrate-help = 手机支持；部分浏览器不支持。
home-alerts-try = 试一试
home-alerts-script = 需要 JavaScript，而此浏览器已将其关闭。
home-push = 应用关闭时
home-push-about = 有款项到账、有人表示已付款、付款有争议或有人下单时，此设备会显示提醒。提醒不提任何人的名字；除非您愿意，也不显示金额。
home-push-on = 在此设备上开启
home-push-label = 此设备的名称
home-push-device = 设备 { $n }
home-push-here = 此设备
home-push-amounts = 显示金额
home-push-amounts-hint = 看到屏幕的人也能读到。
home-push-try = 发送测试
home-push-tried = 测试正在发送。
home-push-denied = 此浏览器不允许来自这里的提醒。请在浏览器设置中允许此网址的通知，然后重试。
home-push-failed = 无法连接浏览器的推送服务。请稍后再试。
home-push-unknown = 此浏览器无法显示提醒。在 iPhone 或 iPad 上，请先将应用添加到主屏幕。
home-push-stopped = 自 { $when } 起，推送服务拒绝向此设备发送提醒。在测试送达或重新开启此设备之前，不会再向它发送任何内容。
home-push-arrived = 有一笔款项到账
home-push-arrived-amount = { $amount } 已到账
home-push-claimed = 有人表示已付款
home-push-claimed-amount = 有人表示已付 { $amount }
home-push-disputed = 有一笔付款有争议
home-push-disputed-amount = { $amount } 有争议
home-push-ordered = 有人下单
home-push-ordered-amount = 有人下了 { $amount } 的订单
home-push-open = 打开应用查看。
home-push-look = 请查看是否已到账。
home-push-answer = 请在应用中查看。
home-push-test = 此设备可以收到提醒
home-push-test-about = 有款项到账时，您会看到提醒。
