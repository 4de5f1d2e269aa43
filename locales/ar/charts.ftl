# Arabic: charts

charts-title = رسوم بيانية
charts-by = الفترة
charts-days = أيام
charts-weeks = أسابيع
charts-months = أشهر
charts-last-weeks = آخر 13 أسبوعًا
charts-last-months = آخر 12 شهرًا
charts-week = الأسبوع
charts-month = الشهر
charts-this-week = هذا الأسبوع
charts-week-of = أسبوع { $day }
charts-best-day = أفضل يوم: { $when }، { $amount }
charts-best-week = أفضل أسبوع: { $when }، { $amount }
charts-best-month = أفضل شهر: { $when }، { $amount }
charts-nothing-left = لم يصل أكثر مما أُعيد.
charts-received = المستلم
charts-received-about = ما وصل ناقصًا ما أُعيد، قبل الرسوم. الأيام هي أيام دفاترك.
charts-back = أُعيد أو صُحّح
charts-back-sum = أُعيد أو صُحّح: { $amount }
charts-empty = لم يصل شيء بعد. تبدأ رسومك البيانية مع أول دفعة.
charts-nothing = لم يصل شيء في هذه الفترة.
charts-made = الروابط التي أُنشئت
charts-made-about = تُحسب الروابط المخصصة لدفعة واحدة فقط، دون التي بدأت في صفحة شخصية.
charts-wait = المدة حتى الدفع
charts-paid = { $count ->
        [zero] لم يُدفع أي رابط
        [one] دُفع رابط واحد
        [two] دُفع رابطان
        [few] دُفعت { $n } روابط
        [many] دُفع { $n } رابطًا
       *[other] دُفع { $n } رابط
    }
charts-none-paid = لم يُدفع أي منها بعد.
charts-half-minutes = { $count ->
        [zero] دُفع نصفها خلال { $n } دقيقة.
        [one] دُفع نصفها خلال دقيقة واحدة.
        [two] دُفع نصفها خلال دقيقتين.
        [few] دُفع نصفها خلال { $n } دقائق.
        [many] دُفع نصفها خلال { $n } دقيقة.
       *[other] دُفع نصفها خلال { $n } دقيقة.
    }
charts-half-hours = { $count ->
        [zero] دُفع نصفها خلال { $n } ساعة.
        [one] دُفع نصفها خلال ساعة واحدة.
        [two] دُفع نصفها خلال ساعتين.
        [few] دُفع نصفها خلال { $n } ساعات.
        [many] دُفع نصفها خلال { $n } ساعة.
       *[other] دُفع نصفها خلال { $n } ساعة.
    }
charts-half-days = { $count ->
        [zero] دُفع نصفها خلال { $n } يوم.
        [one] دُفع نصفها خلال يوم واحد.
        [two] دُفع نصفها خلال يومين.
        [few] دُفع نصفها خلال { $n } أيام.
        [many] دُفع نصفها خلال { $n } يومًا.
       *[other] دُفع نصفها خلال { $n } يوم.
    }
charts-hour = خلال ساعة
charts-day = من ساعة إلى يوم
charts-three-days = من يوم إلى 3 أيام
charts-seven-days = من 3 إلى 7 أيام
charts-thirty-days = من 7 إلى 30 يومًا
charts-longer = أكثر من 30 يومًا
charts-became = ما آلت إليه
charts-over = { $count ->
        [zero] لم ينته أي رابط
        [one] انتهى رابط واحد
        [two] انتهى رابطان
        [few] انتهت { $n } روابط
        [many] انتهى { $n } رابطًا
       *[other] انتهى { $n } رابط
    }
charts-open = { $count ->
        [zero] لا روابط مفتوحة
        [one] رابط واحد لا يزال مفتوحًا
        [two] رابطان لا يزالان مفتوحين
        [few] { $n } روابط لا تزال مفتوحة
        [many] { $n } رابطًا لا تزال مفتوحة
       *[other] { $n } رابط لا تزال مفتوحة
    }
charts-expired = انقضت مدة { $share } منها قبل دفعها.
charts-none-over = لم ينته أي منها بعد.
charts-links = الروابط
charts-share = النسبة
charts-percent = { $n }٪
charts-cut = لا يُنظر إلا في أحدثها، وعددها { $n }.
