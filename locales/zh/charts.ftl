# Chinese: charts

charts-title = 图表
charts-by = 时段
charts-days = 日
charts-weeks = 周
charts-months = 月
charts-last-weeks = 最近 13 周
charts-last-months = 最近 12 个月
charts-week = 周
charts-month = 月
charts-this-week = 本周
charts-week-of = { $day }起的一周
charts-best-day = 最高的一天：{ $when }，{ $amount }
charts-best-week = 最高的一周：{ $when }，{ $amount }
charts-best-month = 最高的一月：{ $when }，{ $amount }
charts-nothing-left = 到账没有超过退回。
charts-received = 实收
charts-received-about = 到账减去退回，未扣手续费。日期以账簿为准。
charts-back = 退回或更正
charts-back-sum = 退回或更正：{ $amount }
charts-empty = 还没有款项到账。图表从第一笔付款开始。
charts-nothing = 这段时间没有款项到账。
charts-made = 创建的链接
charts-made-about = 只计一次付款的链接，不含从个人页面开始的链接。
charts-wait = 付款用时
charts-paid = { $count ->
       *[other] { $n } 个已付款
    }
charts-none-paid = 其中还没有已付款的。
charts-half-minutes = { $count ->
       *[other] 其中一半在 { $n } 分钟内付款。
    }
charts-half-hours = { $count ->
       *[other] 其中一半在 { $n } 小时内付款。
    }
charts-half-days = { $count ->
       *[other] 其中一半在 { $n } 天内付款。
    }
charts-hour = 1 小时内
charts-day = 1–24 小时
charts-three-days = 1–3 天
charts-seven-days = 3–7 天
charts-thirty-days = 7–30 天
charts-longer = 超过 30 天
charts-became = 结果
charts-over = { $count ->
       *[other] { $n } 个已结束
    }
charts-open = { $count ->
       *[other] { $n } 个仍待付款
    }
charts-expired = 其中 { $share } 在付款前过期。
charts-none-over = 其中还没有已结束的。
charts-links = 链接
charts-share = 占比
charts-percent = { $n }%
charts-cut = 只统计最新的 { $n } 个。
