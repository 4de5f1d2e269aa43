# Japanese: what every page of sellers says

app-requests = 請求
app-new = 新規
app-books = 帳簿
app-settings = 設定
app-skip = 本文へ移動
app-close = 閉じる
app-disabled = このサービスの運営者がリンクを停止しました。誰もリンクを開いたり支払ったりできず、新しいリンクも作れません。
app-nothing-saved = まだ何も保存されていません。下の印を確認してください。
app-state-open = 未払い
app-state-paid = 支払い済み
app-state-expired = 期限切れ
app-state-cancelled = 取り消し済み
app-state-settled = 入金済み
app-state-pending = 開始
app-state-claimed = 送金の申告あり
app-state-processing = 処理中
app-state-failed = 失敗
app-state-disputed = 異議あり
app-state-refunded = 返金済み
app-state-partly-refunded = 一部返金
