# Chinese: what every page of sellers says

app-requests = 请求
app-new = 新建
app-books = 账簿
app-settings = 设置
app-skip = 跳到正文
app-close = 关闭
app-disabled = 本服务的运营者已停用您的链接。没有人能打开或通过它们付款，您也不能新建链接。
app-nothing-saved = 尚未保存任何内容。请查看下面标出的地方。
app-state-open = 待付款
app-state-paid = 已付款
app-state-expired = 已过期
app-state-cancelled = 已取消
app-state-settled = 已到账
app-state-pending = 已开始
app-state-claimed = 付款人称已付
app-state-processing = 处理中
app-state-failed = 失败
app-state-disputed = 有争议
app-state-refunded = 已退款
app-state-partly-refunded = 部分退款
