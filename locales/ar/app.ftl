# Arabic: what every page of sellers says

app-requests = الطلبات
app-new = جديد
app-books = الدفاتر
app-settings = الإعدادات
app-skip = انتقل إلى المحتوى
app-close = إغلاق
app-disabled = عطّل مشغّل هذه الخدمة روابطك. لا يستطيع أحد فتحها أو الدفع بها، ولا يمكنك إنشاء روابط جديدة.
app-nothing-saved = لم يُحفظ شيء بعد. انظر ما هو مُعلَّم أدناه.
app-state-open = مفتوح
app-state-paid = مدفوع
app-state-expired = منتهي
app-state-cancelled = ملغى
app-state-settled = وصل
app-state-pending = بدأ
app-state-claimed = قيل إنه أُرسل
app-state-processing = في الطريق
app-state-failed = فشل
app-state-disputed = متنازع عليه
app-state-refunded = أُعيد
app-state-partly-refunded = أُعيد جزء
