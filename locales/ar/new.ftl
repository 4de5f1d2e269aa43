# Arabic: making a link, and sharing it

new-title = رابط جديد
new-who-sets = من يحدد المبلغ
new-fixed = ثابت
new-open = يختاره الدافع
new-between = بين حدّين
new-amount = المبلغ
new-at-least = على الأقل
new-at-most = على الأكثر
new-open-says = الدافع هو من يحدد المبلغ.
new-suggested = مبالغ مقترحة
new-currency = العملة
new-currency-search = ابحث عن عملة
new-currency-none = لا توجد عملة مطابقة.
new-currency-unpaid = لا تقبل أي من طرق الدفع لديك { $currency }.
new-memo = مقابل ماذا
new-memos = طلباتك السابقة
new-remove = إزالة
new-remove-some = إزالة بعضها
new-no-due = بلا موعد استحقاق
new-due = يستحق في
new-parts = على أقساط
new-parts-hint = دفعة مقدمة ثم الباقي، أو أقساط: لكل منها مبلغ ويوم. إذا تُرك آخر مبلغ فارغًا فهو الباقي.
new-part-amount = مبلغ القسط { $n }
new-part-day = يوم القسط { $n }
new-prices = أسعار أخرى
new-prices-hint = المبلغ نفسه بعملات أخرى، بأسعار من اختيارك: يُدفع واحد منها. لا يُحوَّل شيء.
new-price-amount = مبلغ السعر { $n }
new-price-currency = عملة السعر { $n }
new-works-for = مدة صلاحية الرابط
new-no-limit = بلا حد زمني
new-days = { $count ->
        [zero] { $n } يوم
        [one] يوم واحد ({ $n })
        [two] يومان ({ $n })
        [few] { $n } أيام
        [many] { $n } يومًا
       *[other] { $n } يوم
    }
new-times = كم مرة يمكن الدفع
new-times-hint = 1 لدافع واحد، وأكثر لمجموعة. إذا تُرك فارغًا: مرة واحدة للمبلغ الثابت، وبلا حد فيما عداه.
new-reference = مرجعك الخاص
new-reference-hint = رقم فاتورة أو طلبية. لا يراه الدافعون.
new-preview = ما تُظهره المحادثة من الرابط
new-preview-hint = يراه كل من في المحادثة. ولا يظهر أبدًا مقابل ماذا هو.
new-preview-generic = أنك تطلب دفعة
new-preview-amount = اسمك والمبلغ
new-preview-none = لا شيء
new-language = لغة الرابط ورسالته
new-language-hint = من يقرأ بلغة أخرى من لغات Chit يراه بلغته.
new-note = طلب ملاحظة من الدافع
new-note-hint = سطر واحد. لا يراه غيرك وغير الدافع.
new-tips = إتاحة الإكرامية للدافع
new-tips-hint = بلا إكرامية أو 5 أو 10 أو 15٪ أو مبلغ من اختياره. مع مبلغ ثابت يُدفع مرة واحدة فقط. دفاترك تقيّد الإكراميات على حدة.
new-keypad = لوحة الأرقام
new-keyboard = لوحة مفاتيح الجهاز
new-erase = مسح
new-make = إنشاء الرابط
new-show-code = عرض الرمز
new-offline = لا يوجد اتصال. لم يُنشأ شيء بعد. ما كتبته باقٍ هنا؛ اضغط مرة أخرى عند عودة الاتصال.
new-repeated = أنشأت الرابط نفسه قبل أقل من دقيقتين، وما زال مفتوحًا. لم يُنشأ شيء الآن. للشخص نفسه افتح ذلك الرابط، ولغيره أنشئ رابطًا آخر.
new-repeated-open = افتح ذلك الرابط
new-repeated-another = أنشئ رابطًا آخر
new-as-seen = ما سيراه الدافع
new-ready = الرابط جاهز
new-reminder = تذكير
new-turns = مفتوح. تتغير هذه الصفحة عند الدفع.
new-over = انتهى الرابط
new-is-paid = تم الدفع.
new-ended = انتهت صلاحية هذا الرابط.
new-claimed = يقول الدافع إنه أرسل المال. تحقق من وصوله.
new-change-preview = تغيير المعاينة
split-word = تقسيم
split-title = تقسيم فاتورة
split-total = المجموع
split-shares = الحصص
split-equal = حصص متساوية
split-named = أسماء تختارها
split-count = عدد الحصص
split-fewer = حصة أقل
split-more = حصة أكثر
split-names = الأسماء، اسم في كل سطر
split-names-hint = أنت وحدك تراها.
split-make = إنشاء الروابط
split-links = { $count ->
        [zero] لا روابط ({ $n }).
        [one] رابط واحد ({ $n }). أرسله إلى شخص واحد.
        [two] رابطان ({ $n }). أرسل كلًّا منهما إلى شخص واحد؛ لا أحد يرى الآخر.
        [few] { $n } روابط. أرسل كل رابط إلى شخص واحد؛ لا أحد يرى البقية.
        [many] { $n } رابطًا. أرسل كل رابط إلى شخص واحد؛ لا أحد يرى البقية.
       *[other] { $n } رابط. أرسل كل رابط إلى شخص واحد؛ لا أحد يرى البقية.
    }
split-paid = دُفع { $paid } من { $all }
split-sum = { $paid } من { $total }
split-share = الحصة { $n }
split-all = كل حصص هذه الفاتورة
bulk-many = عدة روابط
bulk-title = روابط كثيرة
bulk-lead = يتحول الجدول إلى روابط، رابط لكل صف. يُفحص كل شيء ويُعرض أولًا.
bulk-file = ملف CSV
bulk-file-hint = محفوظ من جدول بيانات بصيغة CSV UTF-8، بحد أقصى { $max } صف.
bulk-text = أو الصق الجدول
bulk-text-hint = يسمي الصف الأول الأعمدة، وبينها فواصل أو فواصل منقوطة أو علامات جدولة. الأعمدة الممكنة:
bulk-check = فحص الجدول
bulk-check-again = فحص مرة أخرى
bulk-nothing = لم يُنشأ شيء.
bulk-row = الصف { $n }
bulk-good = { $count ->
        [zero] يمكن إنشاء { $n } رابط
        [one] يمكن إنشاء رابط واحد ({ $n })
        [two] يمكن إنشاء رابطين ({ $n })
        [few] يمكن إنشاء { $n } روابط
        [many] يمكن إنشاء { $n } رابطًا
       *[other] يمكن إنشاء { $n } رابط
    }
bulk-bad = { $count ->
        [zero] يجب تصحيح { $n } صف. لم يُنشأ شيء بعد.
        [one] يجب تصحيح صف واحد ({ $n }). لم يُنشأ شيء بعد.
        [two] يجب تصحيح صفين ({ $n }). لم يُنشأ شيء بعد.
        [few] يجب تصحيح { $n } صفوف. لم يُنشأ شيء بعد.
        [many] يجب تصحيح { $n } صفًا. لم يُنشأ شيء بعد.
       *[other] يجب تصحيح { $n } صف. لم يُنشأ شيء بعد.
    }
bulk-make = { $count ->
        [zero] إنشاء { $n } رابط
        [one] إنشاء رابط واحد ({ $n })
        [two] إنشاء رابطين ({ $n })
        [few] إنشاء { $n } روابط
        [many] إنشاء { $n } رابطًا
       *[other] إنشاء { $n } رابط
    }
bulk-make-good = { $count ->
        [zero] إنشاء { $n } رابط من دون الصفوف الخاطئة
        [one] إنشاء رابط واحد ({ $n }) من دون الصفوف الخاطئة
        [two] إنشاء رابطين ({ $n }) من دون الصفوف الخاطئة
        [few] إنشاء { $n } روابط من دون الصفوف الخاطئة
        [many] إنشاء { $n } رابطًا من دون الصفوف الخاطئة
       *[other] إنشاء { $n } رابط من دون الصفوف الخاطئة
    }
bulk-made = { $count ->
        [zero] أُنشئ { $n } رابط
        [one] أُنشئ رابط واحد ({ $n })
        [two] أُنشئ رابطان ({ $n })
        [few] أُنشئت { $n } روابط
        [many] أُنشئ { $n } رابطًا
       *[other] أُنشئ { $n } رابط
    }
bulk-left = لم يُنشأ رابط من هذه الصفوف:
bulk-download = تنزيل الجدول مع الروابط
bulk-kept = تبقى هذه الصفحة يومين. وتبقى الروابط بين طلباتك.
new-message-language = لغة الرسالة
new-copy = نسخ الرابط
new-copy-message = نسخ الرسالة
new-button = نسخ زر لموقع ويب
new-share = مشاركة
new-share-picture = مشاركة صورة رمز QR
new-save-qr = حفظ صورة رمز QR
new-save-card = حفظ البطاقة
new-print = طباعة ورقة للمتجر
new-sms = رسالة نصية
new-email = بريد إلكتروني
new-only-link = يقبل Messenger وSnapchat الرابط وحده.
new-paste-there = في WeChat وInstagram وGoogle Chat ألصق الرسالة أو أرسل صورة.
new-no-preview = بلا معاينة: اخترت أن تُظهر المحادثات الرابط وحده.
new-as-reminder = الإرسال كتذكير ودّي
new-without-reminder = إرسال الرابط دون تذكير
new-turn = قلب الشاشة
new-keep-on = المس لإبقاء الشاشة مضاءة

## Items to choose from

new-items = اختيار الدافعين من قائمة
new-items-hint = ما يختاره كل دافع هو المبلغ، فاترك المبلغ فارغًا. السطر الذي بلا «حتى» جزء من كل مجموع.
new-item = الصنف
new-item-price = السعر
new-item-most = حتى
new-item-stock = للبيع
