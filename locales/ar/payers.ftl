# Arabic

## Everywhere

never-asks = لا تطلب هذه الصفحة أبدًا بيانات الدخول إلى حسابك المصرفي أو أي رمز يصل إلى هاتفك. يُرجى عدم إدخالها إلا في تطبيق مصرفك أو في صفحة مزوّد الدفع الذي تختاره.
languages = اللغة
test-only = تجربة: لا تُحوَّل أي أموال
copy = نسخ
copied = تم النسخ
not-copied = تعذّر النسخ
page-changed = تغيّر شيء هنا. يُرجى تحميل الصفحة من جديد.
print = طباعة أو حفظ
moment = { $time } بتوقيت { $zone }
day-of-moment = { $date } ({ $zone })

## The pay page

title-request = طلب دفع
asks-for = المبلغ المطلوب لصالح { $payee }
asked-for = المبلغ الذي كان مطلوبًا لصالح { $payee }
pay-whom = الدفع إلى { $payee }
pay-button = ادفع { $amount }
payment-to = دفعة إلى { $payee }
writes = رسالة من { $payee }:
part-paid = سُدِّد جزء من إجمالي { $whole }، وهذا هو المبلغ المتبقي.
parts-whole = الإجمالي { $whole }، يُدفع على أقساط:
parts-paid = مدفوع
parts-some = دُفع { $amount }
price-instead = أو { $others }
due = تاريخ الاستحقاق
open-until = صالح حتى
check-words = كلمات للمطابقة
seller-page = صفحة البائع
genuine = هل هذا الطلب أصلي؟
genuine-name = اختار { $payee } هذا الاسم بنفسه، ولم يتحقق منه أحد. قارن { $address } بلافتته أو ملفه الشخصي أو فاتورته.
genuine-words = إذا قيلت لك ثلاث كلمات، فيجب أن تكون هذه؛ وإن اختلفت فلا تدفع واسأل. لم تُقل لك أي كلمات؟ هذا معتاد.
somebody-claims = أفاد شخص ما بأنه أرسل هذا المبلغ، ولم يصل بعد تأكيد من { $payee }. إذا كنت أنت من أرسله، فيُرجى عدم الدفع مرة أخرى.
no-way-title = لا توجد طريقة دفع متاحة بعد
no-way = لم تُحدَّد بعد طريقة للدفع إلى { $payee }. لم تخسر شيئًا: يمكنك الاستفسار من صاحب الطلب أو فتح هذا الرابط لاحقًا.
how-much = ما المبلغ المراد دفعه؟
suggestions = مبالغ مقترحة
any-amount = أي مبلغ بعملة { $currency }.
bounds-between = من { $min } إلى { $max }.
bounds-from = { $min } أو أكثر.
bounds-to = حتى { $max }.
note-label = رسالة إلى { $payee } (اختيارية)
note-help = لا تظهر إلا للمستفيد { $payee }. يُرجى ألا تتضمن ما لا ينبغي الاحتفاظ به.
tip-title = هل تريد إضافة إكرامية إلى { $payee }؟
tip-none = بلا إكرامية
tip-own = مبلغ آخر
tip-own-label = إكراميتك
tip-own-hint = حتى { $most }.
tip-total = المجموع { $total }
tip-included = منها إكرامية قدرها { $tip }
tip-too-large = أكبر إكرامية هي { $most }.
tip-required = اكتب مبلغ الإكرامية، أو اختر «بلا إكرامية».
tip-unknown = اختر إحدى الإكراميات، أو «بلا إكرامية».
choose-way = اختيار طريقة الدفع
confirms-itself = التأكيد يأتي تلقائيًا.
confirms-payee = يؤكد { $payee } بعد وصول المال.
confirms-either = تؤكده المحفظة تلقائيًا، أو يؤكده { $payee }.
open-elsewhere = الفتح على جهاز آخر
open-elsewhere-help = يُرجى مسح الرمز بكاميرا الجهاز الآخر.
qr-of-link = رمز QR لرابط هذه الصفحة
report = الإبلاغ عن طلب الدفع هذا
no-way-currency = لا تقبل أي من طرق الدفع إلى { $payee } العملة { $currency }. لم تخسر شيئًا: يمكنك الاستفسار من صاحب الطلب أو فتح هذا الرابط لاحقًا.
no-way-amount = لا تقبل أي من طرق الدفع إلى { $payee } هذا المبلغ. لم تخسر شيئًا: يمكنك الاستفسار من صاحب الطلب أو فتح هذا الرابط لاحقًا.

stamp-paid = مدفوع
state-expired = انتهت صلاحيته في { $date }
state-cancelled = مُلغى
state-underway = قيد التنفيذ
underway-title = هناك عملية دفع قيد التنفيذ
underway = يُرجى عدم الدفع مرة أخرى. إذا لم تكتمل العملية، فسيظل الدفع من هنا متاحًا كما كان.
paid = تم سداد طلب الدفع هذا، ولا يلزم أي إجراء آخر هنا.
expired = لم يعد من الممكن سداد طلب الدفع هذا. إذا كان المبلغ لا يزال مستحقًا عليك، فيُرجى طلب رابط جديد من { $payee }.
cancelled = أُلغي طلب الدفع هذا من جانب { $payee }، فيُرجى عدم الدفع. إذا كنت قد دفعت بالفعل، فيُرجى التواصل مع { $payee }.

## Ways to pay: a name, a line about it, and what the button does

rail-demo = الدفع التجريبي
rail-demo-hint = مزوّد دفع وهمي، للتجربة فقط.
rail-demo-pay = دفع { $amount } تجريبيًا
rail-demo-pay-any = الدفع تجريبيًا
rail-sepa = التحويل المصرفي
rail-sepa-hint = من تطبيق مصرفك، بمسح رمز QR أو بإدخال البيانات يدويًا.
rail-sepa-pay = دفع { $amount } بتحويل مصرفي
rail-sepa-pay-any = الدفع بتحويل مصرفي
rail-swiss = فاتورة QR السويسرية
rail-swiss-hint = عبر الخدمات المصرفية الإلكترونية أو تطبيق مصرفك السويسري أو بفاتورة QR مطبوعة.
rail-swiss-pay = دفع { $amount } بفاتورة QR السويسرية
rail-swiss-pay-any = الدفع بفاتورة QR السويسرية
rail-spayd = QR Platba
rail-spayd-hint = من تطبيق مصرفك التشيكي أو السلوفاكي، بمسح رمز QR أو بإدخال البيانات يدويًا.
rail-spayd-pay = دفع { $amount } عبر QR Platba
rail-spayd-pay-any = الدفع عبر QR Platba
rail-pix = Pix
rail-pix-hint = من تطبيق مصرفك، بمسح رمز QR أو بلصق الرمز.
rail-pix-pay = دفع { $amount } عبر Pix
rail-pix-pay-any = الدفع عبر Pix
rail-upi = UPI
rail-upi-hint = من أي تطبيق UPI، عبر رابط أو رمز QR.
rail-upi-pay = دفع { $amount } عبر UPI
rail-upi-pay-any = الدفع عبر UPI
rail-promptpay = PromptPay
rail-promptpay-hint = من تطبيق مصرفك التايلاندي، بمسح رمز QR.
rail-promptpay-pay = دفع { $amount } عبر PromptPay
rail-promptpay-pay-any = الدفع عبر PromptPay
rail-paynow = PayNow
rail-paynow-hint = من تطبيق مصرفك في سنغافورة، بمسح رمز QR.
rail-paynow-pay = دفع { $amount } عبر PayNow
rail-paynow-pay-any = الدفع عبر PayNow
rail-link = رابط محفظة
rail-link-hint = بزر أو رمز QR يفتح المحفظة.
rail-link-pay = دفع { $amount } عبر { $wallet }
rail-link-pay-any = الدفع عبر { $wallet }
rail-merchant_code = رمز QR
rail-merchant_code-hint = من تطبيق مصرفك أو محفظتك، بمسح رمز QR.
rail-merchant_code-pay = دفع { $amount } عبر { $wallet }
rail-merchant_code-pay-any = الدفع عبر { $wallet }
rail-cash = نقدًا أو بطريقة أخرى
rail-cash-hint = يحدد المستفيد الطريقة.
rail-cash-pay = دفع { $amount } نقدًا أو بطريقة أخرى
rail-cash-pay-any = الدفع نقدًا أو بطريقة أخرى
rail-stripe = Stripe
rail-stripe-hint = ببطاقة أو محفظة إلكترونية أو وسيلة محلية، على صفحة Stripe.
rail-stripe-pay = دفع { $amount } عبر Stripe
rail-stripe-pay-any = الدفع عبر Stripe
rail-paypal = PayPal
rail-paypal-hint = من حسابك في PayPal، على صفحة PayPal.
rail-paypal-pay = دفع { $amount } عبر PayPal
rail-paypal-pay-any = الدفع عبر PayPal
rail-btcpay = Bitcoin أو Lightning
rail-btcpay-hint = من محفظتك، بمسح رمز QR أو بالنسخ.
rail-btcpay-pay = دفع { $amount } بالبيتكوين
rail-btcpay-pay-any = الدفع بالبيتكوين
rail-lnbits = Bitcoin (Lightning)
rail-lnbits-hint = من محفظة Lightning، بسعر الصرف في هذه اللحظة.
rail-lnbits-pay = دفع { $amount } عبر Lightning
rail-lnbits-pay-any = الدفع عبر Lightning
rail-other = الدفع

## What is wrong with an amount, a note or a way to pay

amount-required = يُرجى إدخال المبلغ المراد دفعه.
amount-not-a-number = يُرجى كتابة المبلغ بالأرقام، مثل { $example }.
amount-too-many-decimals = عدد المنازل العشرية أكبر مما تسمح به عملة { $currency }. يُرجى كتابة المبلغ بهذا الشكل: { $example }
amount-not-positive = يجب أن يكون المبلغ أكبر من صفر.
amount-too-small = الحد الأدنى للمبلغ هو { $min }.
amount-too-large = الحد الأقصى للمبلغ هو { $max }.
amount-ambiguous = يمكن قراءة هذا المبلغ بطريقتين. يُرجى كتابته دون فاصل للآلاف، مثل { $thousands }.
amount-ambiguous-decimals = يمكن قراءة هذا المبلغ بطريقتين. يُرجى كتابة الآلاف دون فاصل، مثل { $whole }، وكتابة المنازل العشرية بهذا الشكل: { $fine }
amount-other-currency = لقد كتبت { $found }، لكن المبلغ هنا بعملة { $currency }. يُرجى كتابته بعملة { $currency }، مثل { $example }.
amount-unknown-currency = تعذّر التعرّف على العملة. يُرجى كتابة رمزها المكوّن من ثلاثة أحرف لاتينية، مثل EUR.
amount-withdrawn-currency = لم تعد العملة { $found } متداولة. يُرجى طلب رابط بعملة أخرى من { $payee }.
amount-in-link = تعذّرت قراءة المبلغ في هذا الرابط. يُرجى إدخاله هنا، أو طلب رابط جديد.
note-too-long = الرسالة طويلة جدًا. الحد الأقصى لعدد الأحرف هو { $longest }.
note-invalid = تحتوي الرسالة على رموز لا يمكن عرضها. يُرجى كتابة نص عادي.
method-unavailable = يُرجى اختيار إحدى طرق الدفع المتاحة لهذا المبلغ.

## The payer’s own page: instructions, state, receipt

title-payment = عملية الدفع
title-receipt = إيصال الدفع
you-paid = المبلغ المدفوع إلى { $payee }
your-payment-to = عملية الدفع إلى { $payee }
payment-waiting = بانتظار التأكيد
payment-failed = لم تتم العملية
payment-expired = لم تكتمل في الوقت المحدد
payment-refunded = تم رد المبلغ
payment-partly-refunded = تم رد جزء من المبلغ
payment-refund-said = أُبلغ عن رد المبلغ
payment-disputed = عملية معترض عليها
difference-under = المبلغ أقل من المطلوب بمقدار { $amount }.
difference-over = المبلغ أكثر من المطلوب بمقدار { $amount }.
pending-resume = لم تكتمل عملية الدفع بعد، أو لم يصل تأكيدها من { $rail } بعد. إذا كنت قد دفعت هناك بالفعل، فيُرجى عدم الدفع مرة أخرى: ستعرض هذه الصفحة الدفعة فور تأكيدها.
pending-transfer-title = إرسال التحويل من مصرفك
pending-transfer = يُرجى إجراء التحويل بهذه البيانات كما هي تمامًا. فالمرجع يوضح للمستفيد { $payee } أن المبلغ منك.
pending-words-title = طريقة الدفع التي يطلبها المستفيد { $payee }
pending-words = هذه تعليمات من المستفيد { $payee }، ولم يتحقق منها أحد.
pending-no-reference = يُرجى دفع هذا المبلغ بالضبط، فبه يعرف المستفيد { $payee } أن الدفعة منك.
pending-link-title = الدفع عبر { $wallet }
pending-link = يفتح الزر { $wallet } والمبلغ مكتوب فيه. يُرجى التحقق من المستلم قبل إرسال المبلغ، ثم العودة إلى هنا.
pending-link-note = يفتح الزر { $wallet } والمبلغ مكتوب فيه. يُرجى التحقق من المستلم وإضافة المرجع أدناه: فهو يوضح للمستفيد { $payee } أن المبلغ منك. ثم العودة إلى هنا.
pending-code-title = الدفع عبر { $rail }
pending-code = يُرجى مسح الرمز أو لصق نصه في تطبيق مصرفك أو محفظتك. المبلغ والمرجع فيه؛ ويُرجى التحقق من المستفيد قبل إرسال المال.
pending-invoice-title = الدفع بمحفظة Bitcoin أو Lightning
pending-invoice = يُرجى مسح الرمز أو فتحه في محفظتك. وهو صالح لدفعة واحدة بهذا المبلغ بالضبط.
invoice-time = الدقائق المتبقية لصلاحيته: { $minutes }. يُرجى عدم الدفع بعد ذلك، بل البدء من جديد.
pending-other = بانتظار وصول المبلغ المدفوع.
pending-lost = لم يعد بالإمكان عرض بيانات هذه الدفعة. إذا كنت قد أرسلت المال، فلا ترسله مرة أخرى، بل استفسر من { $payee }. وإذا لم ترسله بعد، فاختر طريقة الدفع من جديد.
claimed = لقد أفدت بإرسال المبلغ. سيصل التأكيد من { $payee } بعد استلام المبلغ؛ وقد يستغرق التحويل المصرفي حتى يوم العمل التالي. يُرجى عدم إرسال المبلغ مرة أخرى.
claimed-details = البيانات التي كان يجب استخدامها
processing = عملية الدفع قيد التنفيذ. لا يلزم أي إجراء منك، ويُرجى عدم الدفع مرة أخرى. تُحدَّث هذه الصفحة تلقائيًا.
settled = هذه الصفحة هي إيصالك. يُرجى الاحتفاظ برابطها، أو طباعتها، أو حفظها.
failed = لم يصل أي مبلغ إلى { $payee }. يُرجى المحاولة مرة أخرى أو اختيار طريقة دفع أخرى.
attempt-expired = لم يصل أي مبلغ عن هذه المحاولة. إذا كنت قد أرسلت مبلغًا، فيُرجى الاستفسار من { $payee } قبل الدفع مرة أخرى.
refunded = رُدَّ إليك المبلغ كاملًا من { $payee }. قد يستغرق ظهوره في حسابك بضعة أيام. إذا لم يصل، فيُرجى التواصل مع { $payee }.
partly-refunded = رُدَّ إليك مبلغ { $refunded } من { $payee }. قد يستغرق ظهوره في حسابك بضعة أيام. إذا لم يصل، فيُرجى التواصل مع { $payee }.
refunded-by-word = وفقًا لما أفاد به المستفيد { $payee }، رُدَّ إليك مبلغ { $refunded }. قد يستغرق وصوله بضعة أيام. إذا لم يصل، فيُرجى التواصل مع { $payee }.
refunded-by-dispute = حُسم الاعتراض لصالحك، وسيُعاد إليك مبلغ { $refunded }. قد يستغرق وصوله بضعة أيام. إذا لم يصل، فيُرجى التواصل مع مصرفك أو مزوّد الدفع.
being-refunded = يجري رد مبلغ { $returning } إليك من { $payee }. لم يُكمل مزوّد خدمة الدفع العملية بعد، ولا يلزمك القيام بشيء.
disputed = قُدِّم اعتراض على هذه العملية لدى المصرف أو مزوّد الدفع، وسيُتخذ القرار هناك وتصلك النتيجة منهم. لا يلزم أي إجراء هنا.
your-note = رسالتك إلى { $payee }:
after-payment = رسالة من { $payee } بعد الدفع:
after-payment-open = فتح الرابط
after-payment-lost = يوجد هنا نص لك من { $payee }، لكن لم يعد عرضه ممكنًا. اطلبه من { $payee }.
row-beneficiary = اسم المستفيد
row-iban = رقم الآيبان (IBAN)
row-bic = رمز السويفت (BIC)
row-amount = المبلغ
row-reference = المرجع
row-account = رقم الحساب
row-address = عنوان المستفيد
row-code = رمز للنسخ واللصق
row-pix-key = مفتاح Pix
row-promptpay-id = معرّف PromptPay
row-paynow-id = رقم UEN أو رقم الهاتف المحمول
row-upi-id = معرّف UPI
row-wallet-handle = المستلم في { $wallet }
row-merchant-code = رمز للنسخ واللصق
row-merchant = المستفيد في الرمز
row-lightning-invoice = فاتورة Lightning
row-bitcoin-address = عنوان Bitcoin
row-bitcoin-amount = المبلغ بالبيتكوين
row-words = تعليمات المستفيد
bank-compares-name = يقارن مصرفك اسم المستفيد بالحساب. يُرجى إدخاله كما هو مكتوب هنا تمامًا.
bill-on-screen = على الشاشة، فاتورة QR هذه مخصصة للخدمات المصرفية الإلكترونية وتطبيق مصرفك فقط. للدفع لدى الشباك أو بالبريد، يُرجى طباعة فاتورة QR كاملة.
bill-show = عرض فاتورة QR كاملة مع الإيصال
bill-title = فاتورة QR للطباعة
bill-help = يُرجى طباعتها بحجمها الفعلي (100%) على ورق A4 أبيض، كما تشترط المصارف ومكاتب البريد.
qr-of-payment = رمز QR لعملية الدفع هذه
scan-with-bank = يُرجى مسح الرمز بتطبيق مصرفك.
scan-with-wallet = يُرجى مسح الرمز بمحفظتك.
scan-with-either = يُرجى مسح الرمز بتطبيق مصرفك أو محفظتك.
scan-with-camera = للدفع بهاتف آخر، يُرجى مسح الرمز بكاميرته.
scan-with-rail = للدفع بهاتف آخر، يُرجى مسح الرمز فيه عبر { $rail }.
save-qr = حفظ رمز QR كصورة
other-ways = طرق أخرى للإرسال
save-qr-help = للدفع من هذا الهاتف، يُرجى حفظ الصورة ثم فتحها في تطبيق مصرفك.
open-bank = فتح تطبيق مصرفك
open-wallet = فتح المحفظة
some-phones = هذا متاح على بعض الهواتف فقط.
other-way = اختيار طريقة دفع أخرى
sent-it-help = هل أرسلت المبلغ؟ يُرجى تأكيد ذلك هنا لإشعار { $payee } بترقّب وصوله.
sent-it = أرسلتُ المبلغ
copy-what = انسخ { $what }
send-yourself = أرسل هذه الصفحة إلى نفسك
send-yourself-help = احتفظ بهذه الصفحة: عنوانها وحده يعيدك إلى هنا.
go-on = المتابعة إلى { $rail }
back-to-request = العودة إلى طلب الدفع
see-request = عرض طلب الدفع
signed-receipt = تنزيل الإيصال الموقّع رقميًا
save-receipt = احفظ الإيصال
can-close = يمكنك إغلاق هذه الصفحة.
signed-receipt-help = ملف صغير يتيح لأي شخص التحقق من أن هذه الخدمة أصدرته ومن أن محتواه لم يتغيّر.
fact-by = طريقة الدفع
fact-code = رمز طلب الدفع

## The sheet for a counter

sheet-title = للطباعة
sheet-scan = الدفع بمسح الرمز
sheet-scan-order = الطلب بمسح الرمز
sheet-scan-help = يُرجى توجيه كاميرا الهاتف نحو الرمز.
sheet-print = طباعة هذه الورقة

## Reporting a request to whoever runs the service

report-title = الإبلاغ عن طلب الدفع هذا
report-page-title = الإبلاغ عن هذه الصفحة
report-intro = يمكنك إبلاغ الجهة المشغّلة لهذه الخدمة بوجود مشكلة. يمكنها معرفة طلب الدفع المقصود دون أن تعرف هويتك.
report-why = ما المشكلة؟
report-impersonation = انتحال هوية شخص أو جهة أخرى
report-never-ordered = لا أعرف من يطلب المبلغ أو لماذا
report-offensive = النص مسيء أو يتضمن تهديدًا
report-other = سبب آخر
report-pick = يُرجى اختيار المشكلة.
report-sent-title = شكرًا لك
report-sent = حُفظ بلاغك لتتمكن الجهة المشغّلة لهذه الخدمة من الاطلاع عليه. لا يحدث شيء تلقائيًا، لذا يُرجى عدم الدفع قبل التأكد.
report-sent-paid = إذا كنت قد دفعت بالفعل، فيُرجى التواصل فورًا مع مصرفك أو مزوّد الدفع والسؤال عن إمكانية إيقاف الدفعة أو استرداد المبلغ.
report-back = رجوع

## Problems

problem-not-found-title = لا يوجد شيء هنا
problem-not-found = لا يؤدي هذا الرابط إلى أي صفحة. يُرجى التأكد من نسخه كاملًا، أو سؤال من أرسله.
problem-not-open-title = لا يمكن سداد طلب الدفع هذا
problem-not-open-paid = تم سداد طلب الدفع من قبل، ولا يلزم أي إجراء آخر.
problem-not-open-cancelled = أُلغي طلب الدفع هذا. لم يُخصم أي مبلغ.
problem-not-open-expired = انتهت صلاحية طلب الدفع هذا. لم يُخصم أي مبلغ. إذا كان الدفع لا يزال مطلوبًا، فيمكنك طلب رابط جديد.
problem-underway-title = طلب الدفع هذا قيد السداد
problem-underway = هناك عملية دفع قيد التنفيذ. يُرجى عدم الدفع مرة أخرى قبل أن تكتمل أو تفشل.
problem-conflict-title = غير ممكن الآن
problem-reports-itself = في طريقة الدفع هذه يُبلَّغ عن وصول المال تلقائيًا. لا يوجد ما يلزم تأكيده هنا.
problem-not-arrived = يتوفر الإيصال بعد وصول المال. ولم يصل حتى الآن.
problem-denied-title = لم يعد هذا الرابط صالحًا
problem-denied = استُخدم الرابط أو المفتاح من قبل، أو انتهت صلاحيته، أو استُبدل بغيره. يُرجى طلب رابط أو مفتاح جديد.
problem-rail-title = طريقة الدفع هذه غير متاحة الآن
problem-rail = لم يُخصم أي مبلغ. يُرجى اختيار طريقة دفع أخرى، أو المحاولة لاحقًا.
problem-unavailable-title = غير متاح مؤقتًا
problem-unavailable = يُرجى المحاولة مرة أخرى بعد قليل. إذا كنت قد دفعت للتو، فيُرجى عدم الدفع مرة أخرى قبل أن تعرض هذه الصفحة حالة الدفع.
problem-unavailable-elsewhere = يُرجى المحاولة مرة أخرى بعد قليل.
problem-failed-title = حدث خطأ من جانبنا
problem-failed = سُجِّل الخطأ. يُرجى المحاولة لاحقًا. إذا كنت قد دفعت للتو، فيُرجى عدم الدفع مرة أخرى قبل أن تعرض هذه الصفحة حالة الدفع.
problem-failed-elsewhere = سُجِّل الخطأ. يُرجى المحاولة لاحقًا.
problem-invalid-title = يُرجى مراجعة البيانات المُدخلة
problem-unreadable-title = تعذّرت القراءة
problem-signed-out-title = تم تسجيل خروجك
problem-signed-out = يُرجى تسجيل الدخول والمحاولة مرة أخرى.
problem-cross-site-title = أُرسل من موقع آخر
problem-cross-site = أُرسل هذا النموذج من موقع آخر، ولذلك لم يُنفَّذ أي إجراء. يُرجى فتح الصفحة هنا والمحاولة مرة أخرى.
problem-not-said-title = لم يُنفَّذ أي إجراء
problem-not-said = لا يوضّح هذا النموذج الإجراء المطلوب، ولذلك لم يُنفَّذ أي إجراء. يُرجى الرجوع وإعادة تحميل الصفحة ثم الضغط على الزر فيها.
problem-too-many-title = محاولات كثيرة في وقت قصير
problem-too-many = { $count ->
        [zero] يُرجى الانتظار { $seconds } ثانية ثم المحاولة مرة أخرى.
        [one] يُرجى الانتظار ثانية واحدة ثم المحاولة مرة أخرى.
        [two] يُرجى الانتظار ثانيتين ثم المحاولة مرة أخرى.
        [few] يُرجى الانتظار { $seconds } ثوانٍ ثم المحاولة مرة أخرى.
        [many] يُرجى الانتظار { $seconds } ثانية ثم المحاولة مرة أخرى.
       *[other] يُرجى الانتظار { $seconds } ثانية ثم المحاولة مرة أخرى.
    }
problem-method-title = لا يمكن ذلك بهذه الطريقة
problem-method = هذا العنوان موجود، لكن لا يمكن فتحه بهذه الطريقة. يُرجى الرجوع والمحاولة مرة أخرى.

## What a chat shows of a link, and the message that a seller sends

preview-title = طلب دفع
preview-title-amount = طلب دفع { $amount } لصالح { $payee }
preview-title-long = طلب دفع: { $amount }
preview-description = عند فتح الرابط يظهر صاحب الطلب والمبلغ والغرض منه.
preview-picture = قصاصة ورق: طلب دفع
message-memo-amount = { $memo }، { $amount }: { $link }
message-memo = { $memo }: { $link }
message-amount = طلب دفع، { $amount }: { $link }
message-plain = طلب دفع: { $link }
reminder = مجرد تذكير: { $about }: { $link }
reminder-due = مجرد تذكير: { $about }، يستحق في { $day }: { $link }
reminder-overdue = مجرد تذكير: { $about }، كان يستحق في { $day }: { $link }

## The foot of pages
foot-imprint = بيانات الناشر
foot-contact = اتصل بنا
foot-accessibility = إمكانية الوصول

# The order page, and orders

order-title = طلب شراء
order-from = اطلب من { $payee }
order-link = اطلب من القائمة
order-sold-out = نفد
order-before = تغيّر السعر. كان { $before }.
order-fewer = أقل بواحد: { $product }
order-more = أكثر بواحد: { $product }
order-total = المجموع
order-pay = ادفع الآن
order-send = أرسل إلى البائع
order-confirms-first = يؤكد { $payee } كل طلب أولًا، ثم يمكنك دفعه.
order-closed = لا يمكن طلب شيء هنا حاليًا.
order-waiting-title = لم يُؤكَّد بعد
order-waiting = يؤكد { $payee } هذا الطلب أولًا، لذلك لا يمكن دفعه بعد. أرسله إلى البائع، وافتح هذا الرابط مجددًا بعد تأكيده.
order-confirmed = أكّد { $payee } هذا الطلب.
order-send-to = أرسل طلبك إلى { $payee }
order-send-help = اختر المحادثة التي تراسل فيها البائع. في الرسالة الرابط الذي يرى فيه كلاكما الطلب.
order-share = تطبيق آخر
order-only-link = يقبل Messenger الرابط وحده، والطلب فيه.
order-copy = نسخ الرسالة
order-to-pay = عرض الطلب والدفع
order-to-order = عرض الطلب
error-order-empty = اختر أولًا ما تريده وعدده.
error-order-changed = تغيّرت القائمة منذ فتحت هذه الصفحة، لذلك لم يُطلب شيء. راجع السطور المعلَّمة ثم اطلب مجددًا.
error-order-large = مجموع هذا الطلب أكبر مما يمكن دفعه دفعة واحدة. قلّله.
error-order-full = تنتظر الردَّ طلباتٌ كثيرة الآن، لذلك لم يُطلب شيء. راسل البائع أو حاول لاحقًا.
error-order-quantity = اكتب أعدادًا صحيحة من 0 إلى 99.

## A choice of items

items-title = اختيار العدد
items-continue = متابعة
items-change = تغيير الاختيار
items-sold-out = نفد كل شيء هنا. اسأل { $payee } إن كان سيتوفر المزيد.
items-left = المتبقي: { $n }
error-items-left = المتبقي من هذا أقل مما اخترته.
