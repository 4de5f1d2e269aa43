# Arabic: Home, and what needs a look

home-search = البحث في الطلبات
home-today = وصل اليوم
home-payments = { $count ->
        [zero] لا دفعات
        [one] دفعة واحدة
        [two] دفعتان
        [few] { $n } دفعات
        [many] { $n } دفعة
       *[other] { $n } دفعة
    }
home-month = هذا الشهر
home-went-back = أُعيد { $amount }
home-tests = لا تُحتسب دفعات التجربة.
home-week = آخر 7 أيام
home-days = آخر 30 يومًا
home-best = أفضل يوم، { $day }: { $amount }
home-best-today = أكثر ما وصل كان اليوم: { $amount }
home-numbers = عرض الأرقام
home-day = اليوم
home-came-in = وصل
home-back = أُعيد
home-now = اليوم
home-need-look = { $count ->
        [zero] لا شيء يحتاج إلى نظر
        [one] أمر واحد يحتاج إلى نظر
        [two] أمران يحتاجان إلى نظر
        [few] { $n } أمور تحتاج إلى نظر
        [many] { $n } أمرًا يحتاج إلى نظر
       *[other] { $n } أمر يحتاج إلى نظر
    }
home-overdue = متأخر
home-more-than = أكثر من { $n }
home-newest = الأحدث
home-all = كل الطلبات
home-no-words = بلا نص
home-any-amount = أي مبلغ، { $currency }
home-due-on = الاستحقاق: { $day }
home-start = خطوتان إلى أول رابط لك
home-start-link = إنشاء رابط
home-start-done = تم
home-arrived-for = وصل { $amount } مقابل { $what }.
home-arrived = وصل { $amount }.
home-changed = تغيّر شيء ما.
home-show = عرض
home-look = يحتاج إلى نظر
home-look-none = لا شيء يحتاج إلى نظر.
home-look-claim = هل وصل { $amount }؟
home-look-yes = نعم، وصل
home-look-not-yet = ليس بعد
home-look-dispute = هناك اعتراض على { $amount }. يُرجى الرد قبل انتهاء المهلة لدى: { $rail }.
home-look-open = فتح الطلب
home-look-unanswered = بلا رد
home-look-refund = هل أُعيد { $amount }؟ لا رد من: { $rail }.
home-look-sent = أُعيد
home-look-not-sent = لم يُعَد
home-look-over = وصل { $difference } زيادة على { $amount } المطلوبة.
home-look-keep = الاحتفاظ به
home-look-send-back = إعادة { $difference }
home-look-under = ما زال ينقص { $difference } من { $amount }.
home-look-rest = طلب الباقي
home-look-keep-part = الاكتفاء بما وصل
home-look-unknown = لا يطابق شيئًا
home-look-event = أُبلغ عن { $amount } لعملية دفع غير معروفة هنا: { $rail }.
home-look-event-bare = أُبلغ عن عملية دفع غير معروفة هنا: { $rail }.
home-look-hook = webhook متوقف: لم يعد { $host } يعلم شيئًا من هنا
home-look-order = { $amount }: طلب شراء ينتظر ردك.
home-look-ordered = طلب شراء
home-look-seen = تنحية
home-look-reference = المرجع
home-look-all = { $count ->
        [zero] لم تصل أي دفعة
        [one] وصلت الدفعة
        [two] وصلت الدفعتان
        [few] وصلت الدفعات { $n } كلها
        [many] وصلت كل الدفعات وعددها { $n }
       *[other] وصلت كل الدفعات وعددها { $n }
    }
home-look-all-ask = { $count ->
        [zero] هل وصلت الدفعات؟
        [one] هل وصلت هذه الدفعة؟
        [two] هل وصلت الدفعتان؟
        [few] هل وصلت الدفعات { $n } كلها؟
        [many] هل وصلت كل الدفعات وعددها { $n }؟
       *[other] هل وصلت كل الدفعات وعددها { $n }؟
    }
home-look-all-sum = المجموع { $sum }
home-look-all-yes = نعم، وصلت كلها
home-look-left = بقي بعضها: ما تخصّه مدفوع من قبل. يُرجى النظر في كل منها.
home-alerts = التنبيهات
home-alerts-about = عند وصول المال والصفحة الرئيسية مفتوحة. يحتفظ هذا المتصفح بالاختيار لنفسه.
home-alerts-sound = تشغيل صوت
home-alerts-sound-help = تبقى المتصفحات صامتة حتى تُلمَس الصفحة مرة واحدة.
home-alerts-vibrate = اهتزاز
home-alerts-vibrate-help = تستطيع الهواتف ذلك، وبعض المتصفحات لا تستطيع.
home-alerts-try = تجربة
home-alerts-script = يتطلب هذا JavaScript، وهو معطّل في هذا المتصفح.
home-push = عندما يكون التطبيق مغلقًا
home-push-about = يعرض هذا الجهاز عندئذ تنبيهًا عند وصول المال، وعندما يقول أحد إنه أرسله، وعند الاعتراض على دفعة، وعندما يقدّم أحد طلب شراء. لا يذكر أحدًا، ولا يذكر مبلغًا إلا إذا أردت.
home-push-on = تشغيل على هذا الجهاز
home-push-label = اسم هذا الجهاز
home-push-device = الجهاز { $n }
home-push-here = هذا الجهاز
home-push-amounts = ذكر المبالغ
home-push-amounts-hint = يستطيع من يرى الشاشة قراءتها عندئذ.
home-push-try = إرسال تجربة
home-push-tried = التجربة في الطريق.
home-push-denied = لا يسمح هذا المتصفح بالتنبيهات من هنا. اسمح بالإشعارات في إعداداته لهذا العنوان، ثم أعد المحاولة.
home-push-failed = تعذّر الوصول إلى خدمة الإشعارات في المتصفح. أعد المحاولة لاحقًا.
home-push-unknown = لا يستطيع هذا المتصفح عرض التنبيهات. على iPhone أو iPad أضف التطبيق أولًا إلى الشاشة الرئيسية.
home-push-stopped = ترفض خدمة الإشعارات تنبيهات هذا الجهاز منذ { $when }. لن يُرسل إليه شيء حتى تصل تجربة أو يُفعَّل الجهاز من جديد.
home-push-arrived = وصلت دفعة
home-push-arrived-amount = وصل { $amount }
home-push-claimed = يقول أحدهم إنه أرسل المال
home-push-claimed-amount = يقول أحدهم إنه أرسل { $amount }
home-push-disputed = يوجد اعتراض على دفعة
home-push-disputed-amount = يوجد اعتراض على { $amount }
home-push-ordered = قدّم أحدهم طلب شراء
home-push-ordered-amount = قدّم أحدهم طلب شراء بقيمة { $amount }
home-push-open = افتح التطبيق لرؤيتها.
home-push-look = تحقق من وصوله.
home-push-answer = اطّلع عليه في التطبيق.
home-push-test = تعمل التنبيهات على هذا الجهاز
home-push-test-about = سترى تنبيهًا عند وصول المال.
