# Arabic: the books

## Parts

books-export = التصدير
books-statement = كشف الحساب
books-deliveries = التسليمات
books-close = الإغلاق

## Lines and sums

books-lines = { $count ->
        [zero] لا أسطر ({ $n })
        [one] سطر واحد
        [two] سطران
        [few] { $n } أسطر
        [many] { $n } سطرًا
       *[other] { $n } سطر
    }
books-lines-in = { $count ->
        [zero] لا أسطر ({ $n }) بعملة { $currency }
        [one] سطر واحد بعملة { $currency }
        [two] سطران بعملة { $currency }
        [few] { $n } أسطر بعملة { $currency }
        [many] { $n } سطرًا بعملة { $currency }
       *[other] { $n } سطر بعملة { $currency }
    }
books-tests = تُحتسب دفعات التجربة هنا وتوجد في الملف أيضًا: اسم طريقتها demo أو ينتهي بـ _test.
books-came-in = الوارد
books-went-back = المُعاد
books-went-out = المُعاد والرسوم
books-fees = الرسوم
books-fee = الرسم
books-net = في الدفاتر
books-correction = تصحيح
books-unknown-fees = { $count ->
        [zero] كل الرسوم معروفة ({ $n }).
        [one] رسم واحد غير معروف، والمجاميع والأرصدة لا تشمله.
        [two] رسمان غير معروفين، والمجاميع والأرصدة لا تشملهما.
        [few] { $n } رسوم غير معروفة، والمجاميع والأرصدة لا تشملها.
        [many] { $n } رسمًا غير معروف، والمجاميع والأرصدة لا تشملها.
       *[other] { $n } رسم غير معروف، والمجاميع والأرصدة لا تشملها.
    }
books-day = اليوم
books-for = البيان
books-method = طريقة الدفع
books-amount = المبلغ
books-no-text = بلا نص
books-for-day = عن { $day }
books-fee-unknown = غير معروف
books-by-hand = يدويًا
books-by-statement = كشف حساب مصرفي
books-test = { $method } (تجربة)
books-days = من { $first } إلى { $last }
books-days-account = { $days }، الحساب { $account }

## Export

books-period = الفترة
books-this-month = هذا الشهر
books-last-month = الشهر الماضي
books-this-quarter = هذا الربع
books-this-year = هذه السنة
books-everything = الكل
books-up-to = حتى { $day }
books-since = من { $day }
books-from = من
books-to = إلى (ضمنًا)
books-currency = العملة
books-all-currencies = كل العملات
books-zone-and-day = المنطقة الزمنية واليوم المعتمد
books-zone = المنطقة الزمنية
books-zone-hint = تبدأ الأيام وتنتهي بحسبها، مثل Asia/Dubai.
books-which-day = اليوم المعتمد
books-by-accounting = اليوم في الدفاتر
books-by-accounting-hint = اليوم الذي تحرك فيه المال؛ فإن كان مغلقًا عند التسجيل فأول يوم مفتوح. الفترة المغلقة لا تتغير أبدًا، ولا يضيع شيء بين فترتين.
books-by-settled = اليوم الذي تحرك فيه المال
books-by-settled-hint = لمعرفة ما جاء به شهر ما. قد يتغير: ما يُسجَّل لاحقًا عن أحد أيامه يضاف إليه.
books-by-created = يوم التسجيل
books-by-created-hint = لمعرفة ما سُجِّل ومتى، أيًّا كان اليوم الذي يخصه.
books-show = عرض
books-nothing-shown = لا يمكن عرض شيء بعد. يُرجى مراجعة ما هو محدد أدناه.
books-nothing-exported = لم يُصدَّر شيء. يُرجى مراجعة ما هو محدد أدناه.
books-first-lines = الأسطر الأولى
books-nothing-moved = لم يتحرك مال في هذه الأيام. ملف عنها لا أسطر فيه.
books-no-sums = تُحفظ المجاميع بحسب اليوم في الدفاتر. يُرجى اختيار هذا اليوم أعلاه لرؤيتها.
books-first-of-all = هذه أولى الأسطر. الملف يضمها كلها.
books-first-of-many = هذه أولى الأسطر. الملف يضمها كلها وتستغرق كتابته لحظات: يبيّن المتصفح ما أُنجز منه.
books-final = هذه الأيام مغلقة: سيبقى الملف كما هو دائمًا.
books-provisional = بعض هذه الأيام مفتوح، فالملف مؤقت واسمه يقول ذلك.
books-month-statement = بيان { $month }، للطباعة أو الحفظ بصيغة PDF
books-format = الصيغة
books-format-csv-eu = CSV بفاصلة عشرية
books-format-xero = CSV لبرنامج Xero
books-format-quickbooks = CSV لبرنامج QuickBooks
books-for-csv = لأي جدول بيانات: فواصل، نقاط عشرية، كل الأعمدة
books-for-csv-eu = لبرنامج Excel بفاصلة عشرية: فواصل منقوطة، كل الأعمدة، والمراجع الطويلة كاملة
books-for-xlsx = لبرامج Excel وLibreOffice وNumbers: مبالغ وتواريخ حقيقية، كل الأعمدة، وورقة للمجاميع
books-for-jsonl = للبرامج: كائن في كل سطر، كل الأعمدة
books-for-beancount = للمحاسبة النصية ببرنامج Beancount: قيد مدقق لكل سطر
books-for-hledger = للمحاسبة النصية ببرنامج hledger أو Ledger: قيد مدقق لكل سطر
books-for-ofx = لبرامج GnuCash وSage وMoneyMoney وبرامج البنوك: كشف حساب واحد، عملة واحدة
books-for-qif = للبرامج الأقدم مثل Quicken: عملة واحدة، ويُستورد كل ملف مرة واحدة
books-for-xero = لاستيراد كشوف الحساب في Xero: عملة واحدة، 1000 سطر على الأكثر
books-for-quickbooks = لاستيراد المعاملات المصرفية في QuickBooks Online: عملة واحدة، الأيام بصيغة dd/mm/yyyy، 350 كيلوبايت على الأكثر
books-for-datev = للمستشارين الضريبيين الألمان: دفعة قيود (EXTF Buchungsstapel)، عملة واحدة وسنة مالية واحدة
books-accounts-link = حسابات Beancount وhledger وDATEV
books-download = تنزيل

## Accounts

books-accounts = الحسابات
books-accounts-lead = ملفات برامج المحاسبة تُقيَّد على هذه الحسابات. يُترك الحقل فارغًا للقيمة الافتراضية.
books-accounts-saved = حُفظ. سيحمل الملف التالي هذه الحسابات؛ وما سُلِّم يحتفظ بحساباته.
books-clearing = حساب التسوية
books-clearing-hint = ما دفعه مزوّد الخدمة وما لم يدفعه. لكل طريقة دفع حساب تحته.
books-fees-account = الرسوم
books-fees-account-hint = لكل طريقة دفع حساب تحته.
books-tips-account = حساب الإكراميات
books-tips-account-hint = مثل Income:Chit:Tips.
books-receivable = الذمم المدينة
books-receivable-hint = ما هو مستحق عن الطلبات.
books-chart = دليل الحسابات
books-adviser = رقم المستشار
books-adviser-hint = Beraternummer، من المستشار الضريبي.
books-client = رقم العميل
books-client-hint = Mandantennummer.
books-first-month = أول شهر في السنة المالية
books-first-month-hint = 1 هو يناير.
books-digits = عدد أرقام الحساب
books-digits-hint = 4، ما لم يقل المستشار غير ذلك.
books-datev-fees = حساب الرسوم
books-datev-fees-hint = Nebenkosten des Geldverkehrs.
books-debtor = المدين
books-debtor-hint = الحساب الجامع لكل الدافعين.
books-datev-tips = حساب الإكراميات
books-datev-tips-hint = 1590 في SKR03 و1370 في SKR04. اسأل مستشارك الضريبي: ضريبة إكراميات الموظفين تختلف عن ضريبة إكراميات المالك.
books-clearing-differs = حسابات تسوية تختلف عن الافتراضي
books-clearing-differs-hint = في كل سطر طريقة دفع وحسابها، مثل «stripe 1361».
books-save = حفظ

## Deliveries

books-new-lines = { $count ->
        [zero] لا أسطر ({ $n }) منذ آخر تسليم
        [one] سطر واحد منذ آخر تسليم
        [two] سطران منذ آخر تسليم
        [few] { $n } أسطر منذ آخر تسليم
        [many] { $n } سطرًا منذ آخر تسليم
       *[other] { $n } سطر منذ آخر تسليم
    }
books-nothing-new = لا جديد منذ آخر تسليم
books-some-new-lines = الأسطر منذ آخر تسليم
books-nothing-delivered = لم يُسلَّم شيء. يُرجى مراجعة ما هو محدد أدناه.
books-deliveries-lead = يضم التسليم كل سطر لم يضمه تسليم سابق، بالترتيب ومن دون ثغرات. ملفه هو نفسه دائمًا بايتًا ببايت. وتُغلق معه الأيام السابقة لليوم.
books-deliver = تسليم الجديد
books-delivered = ما سُلِّم
books-batch = الدفعة { $number }
books-batch-format = صيغة الدفعة { $number }
books-batch-currency = عملة ملف الدفعة { $number }
books-older-deliveries = تسليمات أقدم

## Close

books-closed-until = حتى { $day } لا يمكن أن يتغير شيء بعد الآن
books-nothing-closed = لم يُغلق شيء بعد
books-nothing-changed = لم يتغير شيء. يُرجى مراجعة ما هو محدد أدناه.
books-close-lead = ما يُسجَّل لاحقًا عن يوم مغلق يُقيَّد في أول يوم مفتوح مع ذكر اليوم الذي يخصه. فيبقى ما لدى المحاسب كما هو.
books-close-until = الإغلاق حتى (ضمنًا)
books-close-hint = تنتهي الأيام بحسب ساعة { $zone }. لا تُغلق إلا الأيام المنقضية، ولا يمكن التراجع عن الإغلاق.
books-close-button = الإغلاق حتى هذا اليوم
books-by-itself = تلقائيًا
books-closing-day = يُغلق الشهر تلقائيًا في هذا اليوم من الشهر التالي
books-closing-day-hint = من 1 إلى 28. وما يُسلَّم يُغلق كذلك.
books-closes = عمليات الإغلاق
books-closed-to = حتى
books-closed-when = أُغلق
books-last-line = آخر سطر
books-last-hash = بصمته
books-closed-by-you = { $moment }، من قِبلك
books-closed-by-calendar = { $moment }، بحسب التقويم

## Month

books-of-the-books = بيان الدفاتر
books-payee = المستفيد
books-made = أُعِدَّ
books-state = الحالة
books-state-final = نهائي: الشهر مغلق
books-state-open = مؤقت: لم يُغلق الشهر بعد
books-state-running = مؤقت: لم ينته الشهر بعد
books-month-empty = لم يتحرك مال حتى نهاية هذا الشهر.
books-balance-before = الرصيد قبل { $day }
books-balance-after = الرصيد بعد { $day }
books-month-nothing = لم يتحرك شيء في هذا الشهر.
books-month-none-listed = لا سطر من أسطره بين المذكورة هنا.
books-by-method = بحسب طريقة الدفع
books-by-method-in = { $currency } بحسب طريقة الدفع
books-all = الكل
books-month-amounts = مبالغ الشهر
books-month-fees = رسوم الشهر
books-month-tips = الإكراميات ضمن هذه المبالغ
books-month-cut = { $count ->
        [zero] تُعرض أول { $listed } من { $n } سطر. المجاميع لكل الأسطر، والتصدير يضمها كلها.
        [one] تُعرض أول { $listed } من { $n } سطر. المجاميع لكل الأسطر، والتصدير يضمها كلها.
        [two] تُعرض أول { $listed } من { $n } سطر. المجاميع لكل الأسطر، والتصدير يضمها كلها.
        [few] تُعرض أول { $listed } من { $n } أسطر. المجاميع لكل الأسطر، والتصدير يضمها كلها.
        [many] تُعرض أول { $listed } من { $n } سطرًا. المجاميع لكل الأسطر، والتصدير يضمها كلها.
       *[other] تُعرض أول { $listed } من { $n } سطر. المجاميع لكل الأسطر، والتصدير يضمها كلها.
    }
books-balance-hint = الرصيد هو مجموع كل المبالغ ناقص الرسوم المعروفة. ما حوّله مزوّد الخدمة إلى حساب مصرفي غير مطروح.
books-head = نهاية الدفتر: السطر { $line }
books-months = الأشهر
books-export-month = تصدير هذا الشهر

## Statements

books-match-title = مطابقة كشف حسابك المصرفي
books-match-lead = نقرؤه ونطابقه وننسى من دفع.
books-file = ملف من البنك
books-file-hint = CAMT (.xml) أو MT940 أو OFX أو CSV، 50 ميبيبايت على الأكثر؛ يُفك ملف .zip أولًا. استيراد الملف مرتين لا يغيّر شيئًا.
books-drop = أو يُفلت الملف هنا.
books-choose-file = يُرجى اختيار ملف أولًا.
books-kept = ما يُحفظ منه
books-kept-lead = من كل حركة: المبلغ والرسم والعملة والأيام، وآخر أربعة أحرف من مرجع البنك، وبصمة تميزها عن غيرها. أسماء الدافعين وحساباتهم ونصوصهم تُقرأ في الذاكرة وتُنسى مع الملف.
books-import = استيراد
books-sending = جارٍ إرسال الملف:
books-sent = وصل الملف، وتجري مطابقة حركاته.
books-read-begun = تجري كتابة الملف.
books-read = لا يزال العمل جاريًا، الأسطر: { $n }.
books-read-of = لا يزال العمل جاريًا، الأسطر: { $n } من { $all }.
books-read-all = كُتبت كل الأسطر.
books-underway = جارٍ العمل: { $done } من { $all } حركة
books-nothing-imported = { $fault } لم يُستورد شيء.
books-imported = ما استُورد
books-undone = أُلغي
books-waiting = { $count ->
        [zero] لا شيء للبت فيه ({ $n })
        [one] للبت فيها: { $n }
        [two] للبت فيها: { $n }
        [few] للبت فيها: { $n }
        [many] للبت فيها: { $n }
       *[other] للبت فيها: { $n }
    }
books-older-statements = كشوف أقدم
books-columns = أعمدة هذا الجدول
books-columns-lead = ليس كل شيء واضحًا. تُحفظ الإجابات للملفات ذات العناوين نفسها، أما الملف فلا يُحفظ، لذا يُرجى اختياره مرة أخرى.
books-first-rows = الصفوف الأولى
books-cells-left-out = حُذفت الخلايا التي قد تسمّي شخصًا.
books-column-none = لم يُختر
books-asked = الملف لا يوضح ذلك. يُرجى الاختيار.
books-asked-again = هذا لا يناسب الملف. يُرجى الاختيار من جديد.
books-column-date = يوم القيد
books-column-value-date = تاريخ الاستحقاق
books-column-amount = المبلغ
books-column-debit = الصادر، إن كان له عمود
books-column-credit = الوارد، إن كان له عمود
books-column-sign = الاتجاه: وارد أم صادر
books-column-fee = الرسم المقتطع من المبلغ، إن كان له عمود
books-column-net = المبلغ بعد الرسم
books-column-currency = عمود العملات
books-date-order = ترتيب التواريخ
books-order-dmy = يوم، شهر، سنة
books-order-mdy = شهر، يوم، سنة
books-order-ymd = سنة، شهر، يوم
books-decimal-mark = قبل الكسور العشرية
books-mark-dot = نقطة: 1,234.50
books-mark-comma = فاصلة: 1.234,50

## One statement

books-no-entries = لا حركات
books-entries = { $count ->
        [zero] لا حركات ({ $n })
        [one] حركة واحدة
        [two] حركتان
        [few] { $n } حركات
        [many] { $n } حركة
       *[other] { $n } حركة
    }
books-known-before = { $count ->
        [zero] لا شيء منها معروف ({ $n })
        [one] واحدة منها معروفة من قبل
        [two] اثنتان منها معروفتان من قبل
        [few] { $n } منها معروفة من قبل
        [many] { $n } منها معروفة من قبل
       *[other] { $n } منها معروفة من قبل
    }
books-not-booked = { $count ->
        [zero] لا حركات أخرى ({ $n })
        [one] وحركة أخرى لم يقيدها البنك بعد
        [two] وحركتان أخريان لم يقيدهما البنك بعد
        [few] و{ $n } أخرى لم يقيدها البنك بعد
        [many] و{ $n } أخرى لم يقيدها البنك بعد
       *[other] و{ $n } أخرى لم يقيدها البنك بعد
    }
books-imported-at = استُورد في { $moment }
books-was-undone = أُلغي هذا الاستيراد: ما قيّده سُحب بتصحيحات.
books-nothing-was-changed = لم يتغير شيء.
books-queues = القوائم
books-matched = مطابَقة
books-suggested = مقترحة
books-unmatched = بلا مطابقة
books-dismissed = مُنحّاة
books-outgoing = صادرة
books-nothing-waits = لا شيء ينتظر هنا.
books-none = لا يوجد شيء.
books-all-known = لا جديد: كل الحركات كانت معروفة من قبل.
books-keys = المفاتيح: ↑ ↓ للتنقل، Enter للقبول، d للتنحية
books-taken-back = مسحوبة
books-bank-reference = مرجع البنك
books-booked-before = قُيِّدت من قبل؛ وهذا دليل إضافي.
books-take = قبول
books-that-payment = هي هذه الدفعة
books-another-payment = دفعة أخرى: قيدها
books-pick = اختيار طلب
books-search-requests = البحث في الطلبات
books-search-hint = كلمات أو مبلغ أو رمز
books-search = بحث
books-none-fits = لا طلب يناسب.
books-dismiss = تنحية
books-more-entries = حركات أخرى
books-undo = إلغاء هذا الاستيراد
books-undo-lead = ما قيّده يُسحب بتصحيحات، ويمكن استيراد حركاته مرة أخرى. هذا ممكن ما دامت أيامه مفتوحة.
books-forgotten = لا يُحفظ من الحركة شيء آخر: لا اسم ولا حساب ولا نص من الدافع. هي لدى البنك، تحت هذا اليوم والمبلغ.
books-why-currency = المرجع صحيح، لكن المال بعملة أخرى.
books-why-several = التحويل يذكر عدة طلبات، ومجموع المفتوح فيها لا يساوي مبلغه.
books-why-paid = المرجع صحيح، لكن هذا الطلب مدفوع من قبل.
books-why-booked = المبلغ نفسه مقيّد لهذا الطلب في اليوم نفسه، من ملف بصيغة أخرى.
books-why-recorded = المبلغ نفسه مسجّل لهذا الطلب من قبل: قد يكون هذا المال نفسه أو دفعة أخرى.
books-why-kept = المرجع صحيح وأُرسل المبلغ كاملًا: احتفظ بنك بجزء منه.
books-why-ambiguous = الرمز أو المرجع يناسب أكثر من طلب.
books-why-own = مرجعك في النص، لكن المبلغ مختلف أو الطلب غير مفتوح.
books-why-claimed = أفاد الدافع بأنه أرسل هذا المبلغ.
books-why-amount = المبلغ هو المفتوح، والطلب من تلك الفترة.
books-why-taken-back = سحب البنك مبلغًا مقيّدًا لهذا الطلب.
books-no-such-request = يُرجى استخدام رمز أحد طلباتك.
books-no-such-payment = لا توجد دفعة بهذا المعرّف بين دفعاتك.
books-request-currency = هذا الطلب بعملة أخرى. يُرجى تسجيل المال في صفحة الطلب وبعملته.
books-refused-decided = سبق البت في هذه الحركة. يُرجى النظر إليها من جديد.
books-refused-not-waiting = لا تُنحّى إلا حركة تنتظر البت.
books-refused-undone = أُلغي هذا الاستيراد. يُرجى استيراد الملف من جديد.
books-refused-other-money = هذه الدفعة مال آخر، أو أن حركة أخرى تثبتها من قبل. يُرجى النظر فيها مرة أخرى.
books-refused-nothing-paid = لم يدفع أي كشف هذا المبلغ لذلك الطلب، فلا شيء منه يُسحب. يُرجى تسجيل رد للمبلغ.
books-refused-day-closed = مال من هذا الكشف مقيد في { $day }، وذلك اليوم مغلق في دفاترك. يُرجى بدلًا من ذلك تسجيل رد لما هو خطأ.
books-refused-gone-back = أُعيد مال من هذا الكشف منذ ذلك الحين، فلا يمكن إلغاء الاستيراد.
books-refused-taken-back-later = استرد البنك بكشف لاحق مالًا من هذا الكشف. يُرجى إلغاء استيراد ذلك الكشف أولًا.

## Faults of files

books-at-line = السطر { $line }: { $fault }
books-at-element = { $element } في السطر { $line }: { $fault }
books-fault-unreadable = تعذرت قراءة الملف حتى نهايته. يُرجى إرساله مرة أخرى.
books-fault-cut = الملف ينتهي مبكرًا وجزء منه ناقص. يُرجى تنزيله مرة أخرى.
books-fault-too-long = سطر أو نص أطول مما لدى أي بنك.
books-fault-not-text = هذا ليس نصًا، أو ليس بالترميز الذي يذكره الملف.
books-fault-malformed = هذا غير مكتوب كما تقتضي صيغته.
books-fault-declaration = لا يُقبل إعلان مثل DOCTYPE: لا كشف يحتاج إليه.
books-fault-no-account = الحركات لا تعود إلى أي حساب.
books-fault-no-amount = المبلغ ناقص.
books-fault-no-direction = لم يُذكر هل ورد المال أم صدر.
books-fault-no-day = اليوم ناقص.
books-fault-no-currency = المبلغ بلا عملة.
books-fault-not-amount = المبلغ ليس رقمًا مقروءًا.
books-fault-too-fine = للمبلغ منازل عشرية أكثر من عملته.
books-fault-too-large = المبلغ كبير جدًا.
books-fault-not-day = التاريخ غير موجود في التقويم.
books-fault-currency-differs = المبلغ بعملة غير التي يذكرها صفه.
books-fault-fee-off = الرسم ليس الفرق بين المبلغ وما تبقّى منه.
books-fault-no-balance = رصيد ناقص أو غير مقروء، فقد يكون جزء من الملف ناقصًا. يُرجى تنزيله مرة أخرى.
books-fault-pdf = هذا ملف PDF للقراءة فقط. يُرجى تنزيل الكشف بصيغة CAMT.053 أو MT940 أو OFX أو CSV.
books-fault-packed = هذا أرشيف أو مصنف. يُرجى فكه، أو حفظ ورقته بصيغة CSV.
books-fault-compressed = هذا الملف مضغوط. يُرجى فكه أولًا.
books-fault-empty = الملف فارغ.
books-fault-unknown-format = هذا ليس كشف حساب مقروءًا. تُقرأ CAMT.052 وCAMT.053 وCAMT.054 (XML) وMT940 وMT942 وOFX وCSV بسطر عناوين.
books-fault-no-statement = لا كشف حساب في الملف.
books-fault-too-many = في الملف 200,000 حركة على الأكثر، وهذا فيه أكثر. يُرجى استيراده على أجزاء، كل شهر مثلًا.
books-fault-too-much = في حركات هذا الملف مراجع أكثر مما يمكن قراءته دفعة واحدة. يُرجى استيراده على أجزاء، كل شهر مثلًا.
books-fault-unclear = أعمدة هذا الجدول غير واضحة.
books-fault-balance-off = الرصيد ليس ما ينتج عن السابق والحركات.
books-fault-balance-unread = تعذّرت قراءة الرصيد، فلم تُقارن الحركات به.
books-fault-details-off = التفاصيل لا تساوي مبلغ حركتها. تُحسب الحركة واحدة.
books-fault-day-of-statement = هذه الحركة بلا يوم؛ فأُعطيت يوم الكشف.
books-fault-left-out = تُرك صف: تاريخه أو مبلغه أو عملته ناقصة.
books-fault-unknown-state = حالة هذا الصف، وربما غيره، غير معروفة. يُحسب غير مقيَّد بعد.
books-fault-correction = هذه الحركة تصحح سابقة؛ تُعرض ولا تسوّي شيئًا.
