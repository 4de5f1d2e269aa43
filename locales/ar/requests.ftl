# Arabic: the list of requests

requests-all = الكل
requests-today = اليوم
requests-yesterday = أمس
requests-look = تحتاج إلى نظرة
requests-overdue = متأخرة
requests-count = { $count ->
    [zero] لا طلبات
    [one] طلب واحد
    [two] طلبان
    [few] { $n } طلبات
    [many] { $n } طلبًا
   *[other] { $n } طلب
    }
requests-more-than = أكثر من { $n } طلب. ضيّق التصفية لرؤية المجموع.
requests-any-amount = أي مبلغ،
requests-due-yesterday = استحق أمس
requests-was-due = الاستحقاق: { $day }
requests-missing = ينقص { $amount }
requests-paid-times = دُفع { $n } ×، { $amount }
requests-select-done = تم
requests-chosen = المحدد
requests-select = تحديد
requests-first = لا طلبات بعد. أنشئ رابطًا وأرسله إلى من عليه أن يدفع لك.
requests-make = إنشاء رابط
requests-search = بحث
requests-search-by = الوصف أو المرجع أو المبلغ أو الرمز
requests-filter = تصفية
requests-state = الحالة
requests-label = الوسم
requests-way = طريقة الدفع
requests-from = من
requests-to = إلى
requests-min = الحد الأدنى
requests-max = الحد الأقصى
requests-currency = العملة
requests-only-archived = المؤرشفة فقط
requests-show = عرض
requests-clear = إزالة التصفية
requests-unread = تعذّرت قراءة هذا، لذلك لم يؤخذ به.
requests-none = لا طلب يطابق.
requests-with-selected = للطلبات المحددة
requests-copy-links = نسخ الروابط
requests-remind = تذكير
requests-export = تصدير
requests-unarchive = إعادة إلى القائمة
requests-archive = أرشفة
requests-cancel = إلغاء الطلبات
requests-what = الغرض
requests-changed = آخر تغيير
requests-amount = المبلغ
requests-older = الأقدم
requests-keys = المفاتيح: / للبحث، j k للتنقل، Enter للفتح، x للتحديد، n لجديد
requests-no-words = بلا نص
requests-disabled = الرابط معطّل
requests-archived = مؤرشف
requests-choose = حدّد أولًا طلبًا واحدًا أو أكثر.
requests-cancel-ask = هل تُلغى هذه الطلبات؟
requests-cancel-hint = ستتوقف روابطها نهائيًا. وما دُفع يبقى مدفوعًا.
requests-archive-ask = هل تُؤرشف هذه الطلبات؟
requests-archive-hint = تخرج من القائمة ويمكن إعادتها. ولا يتغير شيء آخر. لا يمكن أرشفة طلب مفتوح.
requests-unarchive-ask = هل تُعاد هذه الطلبات إلى القائمة؟
requests-label-ask = إضافة وسم إلى هذه الطلبات
requests-remind-ask = التذكير بهذه الطلبات
requests-remind-hint = يُفتح كل طلب مع رسالته بلغة رابطه. والإرسال منك.
requests-links = الروابط، واحد في كل سطر
requests-left = بقيت كما هي: { $n }
requests-labels-hint = 40 حرفًا على الأكثر. لا يرى الوسوم أحد سواك.
requests-label-add = إضافة الوسم
requests-labels = الوسوم
requests-label-new = وسم جديد
requests-save = حفظ
requests-labels-none = لا وسوم بعد. أضف وسمًا إلى طلب وستجده هنا.
requests-rename = إعادة تسمية
requests-label-delete = حذف الوسم
requests-label-delete-hint = يُزال من كل الطلبات. وتبقى الطلبات.
requests-done-cancelled = أُلغيت: { $n }
requests-done-archived = أُرشفت: { $n }
requests-done-unarchived = أُعيدت إلى القائمة: { $n }
requests-done-labelled = أُضيف إليها الوسم: { $n }
