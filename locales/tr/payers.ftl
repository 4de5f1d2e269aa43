# Turkish

## Everywhere

never-asks = Bu sayfa sizden hiçbir zaman banka giriş bilgilerinizi veya telefonunuza gelen bir kodu istemez. Bunları yalnızca bankanızın uygulamasına veya seçtiğiniz ödeme sağlayıcısının sayfasına girin.
languages = Dil
test-only = Test: Para hareketi yok
copy = Kopyala
copied = Kopyalandı
not-copied = Kopyalanamadı
page-changed = Burada bir şey değişti. Sayfayı yeniden yükleyin.
print = Yazdır veya kaydet
moment = { $time } { $zone }
day-of-moment = { $date } ({ $zone })

## The pay page

title-request = Ödeme talebi
asks-for = { $payee } şu tutarı istiyor
asked-for = { $payee } şu tutarı istemişti
pay-whom = Ödeme yapın: { $payee }
pay-button = { $amount } öde
payment-to = Ödeme: { $payee }
writes = { $payee } şunu yazdı:
part-paid = { $whole } tutarındaki talebin bir kısmı ödendi. Bu, kalan tutardır.
parts-whole = Toplam { $whole }, taksitle ödenir:
parts-paid = ödendi
parts-some = { $amount } ödendi
price-instead = ya da { $others }
due = Son ödeme tarihi
open-until = Son geçerlilik zamanı
check-words = Kontrol kelimeleri
seller-page = Satıcının sayfası
genuine = Bu talep gerçek mi?
genuine-name = { $payee } bu adı kendisi seçti; kimse doğrulamadı. { $address } adresini tabelası, profili veya faturasıyla karşılaştırın.
genuine-words = Size üç kelime söylendiyse bunlar olmalı; farklıysa ödemeyin ve sorun. Söylenmediyse bu olağandır.
somebody-claims = Birisi bu ödemeyi gönderdiğini bildirdi; { $payee } henüz onaylamadı. Yalnızca bildiren siz değilseniz ödeyin.
no-way-title = Henüz bir ödeme yöntemi yok
no-way = { $payee } henüz bir ödeme yöntemi eklemedi. Kaybolan bir şey yok: Kendisine sorun veya bu bağlantıyı daha sonra yeniden açın.
how-much = Ne kadar ödemek istiyorsunuz?
suggestions = Önerilen tutarlar
any-amount = Dilediğiniz tutar, { $currency } olarak.
bounds-between = { $min } ile { $max } arasında.
bounds-from = En az { $min }.
bounds-to = En fazla { $max }.
note-label = { $payee } için not (isteğe bağlı)
note-help = Bu notu yalnızca { $payee } okur. Saklanmasını istemediğiniz bir şey yazmayın.
tip-title = { $payee } için bahşiş ekleyin mi?
tip-none = Bahşiş yok
tip-own = Başka tutar
tip-own-label = Bahşişiniz
tip-own-hint = En çok { $most }.
tip-total = Toplam { $total }
tip-included = { $tip } bahşiş dahil
tip-too-large = En yüksek bahşiş { $most }.
tip-required = Bahşişi yazın ya da “Bahşiş yok” seçeneğini seçin.
tip-unknown = Bahşişlerden birini ya da “Bahşiş yok” seçeneğini seçin.
choose-way = Ödeme yöntemi seçin
confirms-itself = Onay kendiliğinden gelir.
confirms-payee = Ulaşınca { $payee } onaylar.
confirms-either = Cüzdan kendiliğinden onaylar ya da { $payee } onaylar.
open-elsewhere = Başka bir cihazda aç
open-elsewhere-help = Kodu diğer cihazın kamerasıyla tarayın.
qr-of-link = Bu sayfanın bağlantısını içeren QR kod
report = Bu talebi bildir
no-way-currency = { $payee } adlı alıcının ödeme yöntemlerinden hiçbiri { $currency } kabul etmiyor. Kaybolan bir şey yok: Kendisine sorun veya bu bağlantıyı daha sonra yeniden açın.
no-way-amount = { $payee } adlı alıcının ödeme yöntemlerinden hiçbiri bu tutarı kabul etmiyor. Kaybolan bir şey yok: Kendisine sorun veya bu bağlantıyı daha sonra yeniden açın.

stamp-paid = ÖDENDİ
state-expired = { $date } tarihinde süresi doldu
state-cancelled = İptal edildi
state-underway = İşleniyor
underway-title = Devam eden bir ödeme var
underway = Tekrar ödeme yapmayın. Bu ödeme gerçekleşmezse yine buradan ödeyebilirsiniz.
paid = Bu talep ödendi. Burada yapmanız gereken başka bir şey yok.
expired = Bu talep artık ödenemez. Borcunuz devam ediyorsa { $payee } ile iletişime geçip yeni bir bağlantı isteyin.
cancelled = { $payee } bu talebi iptal etti, lütfen ödemeyin. Ödeme yaptıysanız { $payee } ile iletişime geçin.

## Ways to pay: a name, a line about it, and what the button does

rail-demo = Demo
rail-demo-hint = Deneme amaçlı, gerçek olmayan bir ödeme sağlayıcısı.
rail-demo-pay = Demo ile { $amount } öde
rail-demo-pay-any = Demo ile öde
rail-sepa = Banka transferi
rail-sepa-hint = Kendi bankanızın uygulamasından, QR kodla veya bilgileri yazarak.
rail-sepa-pay = Banka transferiyle { $amount } öde
rail-sepa-pay-any = Banka transferiyle öde
rail-swiss = İsviçre QR faturası
rail-swiss-hint = İnternet bankacılığıyla, İsviçre’deki bankanızın uygulamasıyla veya basılı QR faturayla.
rail-swiss-pay = QR faturasıyla { $amount } öde
rail-swiss-pay-any = QR faturasıyla öde
rail-spayd = QR Platba
rail-spayd-hint = Çekya’daki veya Slovakya’daki bankanızın uygulamasından, QR kodla veya bilgileri yazarak.
rail-spayd-pay = QR Platba ile { $amount } öde
rail-spayd-pay-any = QR Platba ile öde
rail-pix = Pix
rail-pix-hint = Bankanızın uygulamasından, QR kodla veya bir kod yapıştırarak.
rail-pix-pay = Pix ile { $amount } öde
rail-pix-pay-any = Pix ile öde
rail-upi = UPI
rail-upi-hint = Herhangi bir UPI uygulamasından, bağlantıyla veya QR kodla.
rail-upi-pay = UPI ile { $amount } öde
rail-upi-pay-any = UPI ile öde
rail-promptpay = PromptPay
rail-promptpay-hint = Tayland’daki bankanızın uygulamasından, QR kodla.
rail-promptpay-pay = PromptPay ile { $amount } öde
rail-promptpay-pay-any = PromptPay ile öde
rail-paynow = PayNow
rail-paynow-hint = Singapur’daki bankanızın uygulamasından, QR kodla.
rail-paynow-pay = PayNow ile { $amount } öde
rail-paynow-pay-any = PayNow ile öde
rail-link = Cüzdan bağlantısı
rail-link-hint = Cüzdanı açan bir düğmeyle veya QR kodla.
rail-link-pay = { $wallet } ile { $amount } öde
rail-link-pay-any = { $wallet } ile öde
rail-merchant_code = QR kod
rail-merchant_code-hint = Bankanızın veya cüzdanınızın uygulamasından, QR kodla.
rail-merchant_code-pay = { $wallet } ile { $amount } öde
rail-merchant_code-pay-any = { $wallet } ile öde
rail-cash = Nakit veya başka bir yolla
rail-cash-hint = Nasıl ödeneceği sonraki sayfada yazar.
rail-cash-pay = Nakit veya başka bir yolla { $amount } öde
rail-cash-pay-any = Nakit veya başka bir yolla öde
rail-stripe = Stripe
rail-stripe-hint = Stripe sayfasında kart, dijital cüzdan veya yerel yöntemle.
rail-stripe-pay = Stripe ile { $amount } öde
rail-stripe-pay-any = Stripe ile öde
rail-paypal = PayPal
rail-paypal-hint = PayPal sayfasında, PayPal hesabınızla.
rail-paypal-pay = PayPal ile { $amount } öde
rail-paypal-pay-any = PayPal ile öde
rail-btcpay = Bitcoin veya Lightning
rail-btcpay-hint = Kendi cüzdanınızdan, QR kodla veya kopyalayarak.
rail-btcpay-pay = Bitcoin ile { $amount } öde
rail-btcpay-pay-any = Bitcoin ile öde
rail-lnbits = Bitcoin (Lightning)
rail-lnbits-hint = Lightning cüzdanından, şu anki kurla.
rail-lnbits-pay = Lightning ile { $amount } öde
rail-lnbits-pay-any = Lightning ile öde
rail-other = Ödeme

## What is wrong with an amount, a note or a way to pay

amount-required = Ödemek istediğiniz tutarı yazın.
amount-not-a-number = Tutarı rakamla yazın, örneğin { $example }.
amount-too-many-decimals = Bu tutarda { $currency } için çok fazla ondalık basamak var. Örneğin şöyle yazın: { $example }.
amount-not-positive = Tutar sıfırdan büyük olmalıdır.
amount-too-small = Ödenebilecek en düşük tutar: { $min }.
amount-too-large = Ödenebilecek en yüksek tutar: { $max }.
amount-ambiguous = Bu tutar iki farklı şekilde okunabilir. Binlik ayırıcı kullanmadan yazın, örneğin { $thousands }.
amount-ambiguous-decimals = Bu tutar iki farklı şekilde okunabilir. Binlikleri ayırıcı kullanmadan yazın, örneğin { $whole }; ondalıkları ise örneğin şöyle yazın: { $fine }.
amount-other-currency = { $found } yazdınız, ancak buradaki tutarın para birimi { $currency }. Tutarı { $currency } olarak yazın, örneğin { $example }.
amount-unknown-currency = Para birimi okunamadı. Üç harf kullanın, örneğin EUR.
amount-withdrawn-currency = { $found } artık geçerli bir para birimi değil. Başka bir para biriminde bağlantı için { $payee } ile iletişime geçin.
amount-in-link = Bu bağlantıdaki tutar okunamadı. Tutarı buraya yazın veya yeni bir bağlantı isteyin.
note-too-long = Not çok uzun. En fazla { $longest } karakter yazabilirsiniz.
note-invalid = Notta gösterilemeyen karakterler var. Düz metin olarak yazın.
method-unavailable = Bu tutar için sunulan ödeme yöntemlerinden birini seçin.

## The payer’s own page: instructions, state, receipt

title-payment = Ödemeniz
title-receipt = Ödeme makbuzu
you-paid = Ödeme yaptınız: { $payee }
your-payment-to = Ödemeniz: { $payee }
payment-waiting = Onay bekleniyor
payment-failed = Gerçekleşmedi
payment-expired = Zamanında tamamlanmadı
payment-refunded = İade edildi
payment-partly-refunded = Kısmen iade edildi
payment-refund-said = İade bildirildi
payment-disputed = İtiraz edildi
difference-under = { $amount } eksik.
difference-over = İstenen tutardan { $amount } fazla.
pending-resume = Ödemenizi henüz tamamlamadınız veya { $rail } ödemeyi henüz onaylamadı. Orada ödeme yaptıysanız tekrar ödemeyin: ödeme onaylandığında bu sayfada görünecek.
pending-transfer-title = Bankanızdan gönderin
pending-transfer = Banka transferini tam olarak bu bilgilerle yapın. Açıklama alanındaki bilgi sayesinde { $payee } ödemenin sizden geldiğini anlar.
pending-words-title = { $payee } ödemeyi nasıl almak istiyor
pending-words = Bu sözler { $payee } tarafından yazıldı ve kimse tarafından doğrulanmadı.
pending-no-reference = Tam olarak bu tutarı ödeyin. Bu sayede { $payee } ödemenin sizden geldiğini anlar.
pending-link-title = { $wallet } ile ödeyin
pending-link = Düğme, tutar yazılı olarak { $wallet } hizmetini açar. Parayı göndermeden önce alıcıyı denetleyin, sonra buraya dönün.
pending-link-note = Düğme, tutar yazılı olarak { $wallet } hizmetini açar. Alıcıyı denetleyin ve aşağıdaki referansı ekleyin: { $payee } ödemenin sizden geldiğini bundan anlar. Sonra buraya dönün.
pending-code-title = { $rail } ile öde
pending-code = Kodu tarayın ya da metnini bankanızın veya cüzdanınızın uygulamasına yapıştırın. Tutar ve referans içindedir; parayı göndermeden önce alıcıyı kontrol edin.
pending-invoice-title = Bitcoin veya Lightning cüzdanıyla ödeyin
pending-invoice = Kodu tarayın veya cüzdanınızda açın. Kod, tam olarak bu tutarda tek bir ödeme için geçerlidir.
invoice-time = { $minutes } dk içinde sona erer. Sonra ödemeyin, baştan başlayın.
pending-other = Ödemenizin ulaşması bekleniyor.
pending-lost = Bu ödemenin bilgileri artık gösterilemiyor. Parayı gönderdiyseniz yeniden göndermeyin, { $payee } ile iletişime geçin. Göndermediyseniz yeniden bir ödeme yöntemi seçin.
claimed = Ödemeyi gönderdiğinizi bildirdiniz. { $payee }, para ulaştığında onaylayacak; banka transferinin ulaşması bir sonraki iş gününü bulabilir. İkinci kez göndermeyin.
claimed-details = Kullanmış olmanız gereken bilgiler
processing = Ödemeniz işleniyor. Yapmanız gereken bir şey yok; tekrar ödeme yapmayın. Bu sayfa kendiliğinden güncellenir.
settled = Bu sayfa ödeme makbuzunuzdur. Adresini saklayın, sayfayı yazdırın veya kaydedin.
failed = { $payee } bu ödemeyi almadı. Yeniden deneyin veya başka bir ödeme yöntemi seçin.
attempt-expired = Bu ödeme denemesinde para ulaşmadı. Para gönderdiyseniz tekrar ödemeden önce { $payee } ile iletişime geçin.
refunded = { $payee }, tutarın tamamını iade etti. Hesabınızda görünmesi birkaç gün sürebilir. Gelmezse { $payee } ile iletişime geçin.
partly-refunded = { $payee }, { $refunded } iade etti. Hesabınızda görünmesi birkaç gün sürebilir. Gelmezse { $payee } ile iletişime geçin.
refunded-by-word = { $payee }, size { $refunded } iade ettiğini bildiriyor. Size ulaşması birkaç gün sürebilir. Gelmezse { $payee } ile iletişime geçin.
refunded-by-dispute = İtiraz sizin lehinize sonuçlandı: { $refunded } size geri ödeniyor. Size ulaşması birkaç gün sürebilir. Gelmezse bankanızla veya ödeme sağlayıcınızla iletişime geçin.
being-refunded = { $payee }, { $returning } iade ediyor. Ödeme sağlayıcısı iadeyi henüz tamamlamadı; sizin bir şey yapmanız gerekmiyor.
disputed = Bu ödemeye banka veya ödeme sağlayıcısı nezdinde itiraz edildi. Kararı onlar verecek ve sizi bilgilendirecek; burada yapmanız gereken bir şey yok.
your-note = { $payee } için notunuz:
after-payment = Ödemeniz ulaştı. { $payee } şunu yazdı:
after-payment-open = Bağlantıyı aç
after-payment-lost = { $payee } burada size bir şey bıraktı, ama artık gösterilemiyor. Lütfen { $payee } ile iletişime geçin.
row-beneficiary = Alıcı adı
row-iban = IBAN
row-bic = BIC
row-amount = Tutar
row-reference = Açıklama
row-account = Hesap numarası
row-address = Alıcının adresi
row-code = Kopyalanıp yapıştırılacak kod
row-pix-key = Pix anahtarı
row-promptpay-id = PromptPay kimliği
row-paynow-id = UEN veya cep telefonu numarası
row-upi-id = UPI kimliği
row-wallet-handle = { $wallet } alıcısı
row-merchant-code = Kopyalanıp yapıştırılacak kod
row-merchant = Koddaki alıcı
row-lightning-invoice = Lightning faturası
row-bitcoin-address = Bitcoin adresi
row-bitcoin-amount = Bitcoin tutarı
row-words = Talep edenin yazdıkları
bank-compares-name = Bankanız alıcı adını hesapla karşılaştırır. Adı tam olarak burada yazdığı gibi girin.
bill-on-screen = Bu QR fatura ekranda yalnızca internet bankacılığı ve bankanızın uygulaması içindir. Gişede veya postayla ödemek için QR faturanın tamamını yazdırın.
bill-show = QR faturanın tamamını makbuzuyla göster
bill-title = Yazdırılacak QR fatura
bill-help = Bankaların ve postanelerin istediği gibi, gerçek boyutunda (%100) beyaz A4 kâğıda yazdırın.
qr-of-payment = Bu ödemenin QR kodu
scan-with-bank = Bankanızın uygulamasıyla tarayın.
scan-with-wallet = Cüzdanınızla tarayın.
scan-with-either = Bankanızın veya cüzdanınızın uygulamasıyla tarayın.
scan-with-camera = Başka bir telefonla ödemek için kodu onun kamerasıyla tarayın.
scan-with-rail = Başka bir telefonla ödemek için kodu orada { $rail } ile tarayın.
save-qr = QR kodu resim olarak kaydet
other-ways = Göndermenin diğer yolları
save-qr-help = Resmi bu telefona kaydedip bankanızın uygulamasında açın.
open-bank = Banka uygulamasını aç
open-wallet = Cüzdanı aç
some-phones = Yalnızca bazı telefonlarda çalışır.
other-way = Başka bir ödeme yöntemi seç
sent-it-help = Gönderdiniz mi? Bildirin; böylece { $payee } gelen ödemeyi kontrol edebilir.
sent-it = Ödemeyi gönderdim
copy-what = Kopyala: { $what }
send-yourself = Bu sayfayı kendinize gönderin
send-yourself-help = Bu sayfayı saklayın: buraya yalnızca adresiyle dönülür.
go-on = { $rail } ile devam et
back-to-request = Talebe dön
see-request = Talebi görüntüle
signed-receipt = İmzalı makbuzu indir
save-receipt = Makbuzu kaydet
can-close = Bu sayfayı kapatabilirsiniz.
signed-receipt-help = Küçük bir dosya. Bu hizmet tarafından düzenlendiğini ve içinde hiçbir şeyin değiştirilmediğini herkes doğrulayabilir.
fact-by = Ödeme yöntemi
fact-code = Kod

## The sheet for a counter

sheet-title = Yazdırılacak sayfa
sheet-scan = Ödemek için tarayın
sheet-scan-order = Sipariş için tarayın
sheet-scan-help = Telefonunuzun kamerasını koda doğrultun.
sheet-print = Bu sayfayı yazdır

## Reporting a request to whoever runs the service

report-title = Bu talebi bildir
report-page-title = Bu sayfayı bildir
report-intro = Bir sorun olduğunu bu hizmetin işletmecisine bildirin. İşletmeci bildirimin hangi taleple ilgili olduğunu görebilir; kim olduğunuzu öğrenmez.
report-why = Sorun nedir?
report-impersonation = Kendini başkası gibi gösteriyor
report-never-ordered = Kimin, ne için para istediğini bilmiyorum
report-offensive = Metin hakaret veya tehdit içeriyor
report-other = Başka bir sorun
report-pick = Sorunun ne olduğunu seçin.
report-sent-title = Teşekkür ederiz
report-sent = Bildiriminiz, bu hizmetin işletmecisinin görebilmesi için kaydedildi. Kendiliğinden bir işlem yapılmaz; emin olmadan ödeme yapmayın.
report-sent-paid = Ödeme yaptıysanız hemen bankanızla veya ödeme sağlayıcınızla iletişime geçip ödemenin durdurulup durdurulamayacağını ya da geri alınıp alınamayacağını sorun.
report-back = Geri

## Problems

problem-not-found-title = Burada bir şey yok
problem-not-found = Bu bağlantı hiçbir yere götürmüyor. Eksiksiz kopyalandığından emin olun veya gönderene sorun.
problem-not-open-title = Bu talep ödenemez
problem-not-open-paid = Talep zaten ödendi. Yapmanız gereken başka bir şey yok.
problem-not-open-cancelled = Talep, gönderen tarafından iptal edildi. Hesabınızdan para çekilmedi.
problem-not-open-expired = Talebin süresi doldu. Hesabınızdan para çekilmedi. Hâlâ ödemek istiyorsanız yeni bir bağlantı isteyin.
problem-underway-title = Bu talep şu anda ödeniyor
problem-underway = Devam eden bir ödeme var. Tekrar ödemeden önce bu ödemenin sonuçlanmasını bekleyin.
problem-conflict-title = Şu anda mümkün değil
problem-reports-itself = Bu ödeme yönteminde paranın ulaştığı kendiliğinden bildirilir. Burada onaylamanız gereken bir şey yok.
problem-not-arrived = Makbuz, para ulaştığında verilir. Para henüz ulaşmadı.
problem-denied-title = Bu erişim artık geçerli değil
problem-denied = Bağlantı veya anahtar kullanılmış, süresi dolmuş ya da yenisiyle değiştirilmiş. Yenisini isteyin.
problem-rail-title = Bu ödeme yöntemi şu anda kullanılamıyor
problem-rail = Hesabınızdan para çekilmedi. Başka bir ödeme yöntemi seçin veya daha sonra yeniden deneyin.
problem-unavailable-title = Kısa süreliğine kullanılamıyor
problem-unavailable = Birazdan yeniden deneyin. Az önce ödeme yaptıysanız bu sayfa ödemenin durumunu gösterene kadar tekrar ödemeyin.
problem-unavailable-elsewhere = Birazdan yeniden deneyin.
problem-failed-title = Bizden kaynaklanan bir hata oluştu
problem-failed = Hata kaydedildi. Daha sonra yeniden deneyin. Az önce ödeme yaptıysanız bu sayfa ödemenin durumunu gösterene kadar tekrar ödemeyin.
problem-failed-elsewhere = Hata kaydedildi. Daha sonra yeniden deneyin.
problem-invalid-title = Girdiğiniz bilgileri kontrol edin
problem-unreadable-title = Okunamıyor
problem-signed-out-title = Oturumunuz kapandı
problem-signed-out = Oturum açıp yeniden deneyin.
problem-cross-site-title = Başka bir siteden gönderildi
problem-cross-site = Bu form başka bir siteden gönderildiği için hiçbir işlem yapılmadı. Sayfayı burada açıp yeniden deneyin.
problem-not-said-title = Hiçbir işlem yapılmadı
problem-not-said = Bu form ne yapılacağını belirtmediği için hiçbir işlem yapılmadı. Geri dönün, sayfayı yeniden yükleyin ve sayfadaki düğmeye basın.
problem-too-many-title = Aynı anda çok fazla deneme
problem-too-many = { $count ->
        [one] { $seconds } saniye bekleyip yeniden deneyin.
       *[other] { $seconds } saniye bekleyip yeniden deneyin.
    }
problem-method-title = Bu şekilde yapılamıyor
problem-method = Bu adres var, ancak bu şekilde açılamaz. Geri dönüp yeniden deneyin.

## What a chat shows of a link, and the message that a seller sends

preview-title = Ödeme talebi
preview-title-amount = { $payee }, { $amount } istiyor
preview-title-long = Ödeme talebi: { $amount }
preview-description = Kimin ne kadar, ne için istediğini görmek için bağlantıyı açın.
preview-picture = Bir kâğıt parçası: ödeme talebi
message-memo-amount = { $memo }, { $amount }: { $link }
message-memo = { $memo }: { $link }
message-amount = Ödeme talebi, { $amount }: { $link }
message-plain = Ödeme talebi: { $link }
reminder = Küçük bir hatırlatma: { $about }: { $link }
reminder-due = Küçük bir hatırlatma: { $about }, son tarih { $day }: { $link }
reminder-overdue = Küçük bir hatırlatma: { $about }, son tarihi { $day } idi: { $link }

## The foot of pages
foot-imprint = Künye
foot-contact = İletişim
foot-accessibility = Erişilebilirlik

# The order page, and orders

order-title = Sipariş
order-from = { $payee } için sipariş
order-link = Listeden sipariş ver
order-sold-out = Tükendi
order-before = Fiyat değişti. Önceki fiyat: { $before }.
order-fewer = Bir eksik: { $product }
order-more = Bir fazla: { $product }
order-total = Toplam
order-pay = Hemen öde
order-send = Satıcıya gönder
order-confirms-first = { $payee } önce her siparişi onaylar. Sonra ödeyebilirsiniz.
order-closed = Şu anda buradan sipariş verilemiyor.
order-waiting-title = Henüz onaylanmadı
order-waiting = { $payee } önce bu siparişi onaylar, bu yüzden henüz ödenemez. Satıcıya gönderin ve onaylandığında bu bağlantıyı yeniden açın.
order-confirmed = { $payee } bu siparişi onayladı.
order-send-to = Siparişinizi { $payee } kişisine gönderin
order-send-help = Satıcıya yazdığınız sohbeti seçin. Mesajda, ikinizin de siparişi gördüğü bağlantı vardır.
order-share = Başka uygulama
order-only-link = Messenger yalnızca bağlantıyı alır. Sipariş oradadır.
order-copy = Mesajı kopyala
order-to-pay = Siparişi gör ve öde
order-to-order = Siparişi gör
error-order-empty = Önce neyden kaç tane istediğinizi seçin.
error-order-changed = Bu sayfayı açtığınızdan beri liste değişti, bu yüzden sipariş verilmedi. İşaretli satırlara bakın, sonra yeniden sipariş verin.
error-order-large = Bu siparişin toplamı bir kerede ödenebilecek tutarı aşıyor. Siparişi küçültün.
error-order-full = Şu anda yanıt bekleyen çok fazla sipariş var, bu yüzden sipariş verilmedi. Satıcıya yazın veya daha sonra yeniden deneyin.
error-order-quantity = 0 ile 99 arasında tam sayılar yazın.

## A choice of items

items-title = Kaç tane istediğinizi seçin
items-continue = Devam
items-change = Seçimi değiştir
items-sold-out = Burada her şey tükendi. Yenisi gelecek mi diye sorun: { $payee }.
items-left = kalan: { $n }
error-items-left = Bundan, seçtiğinizden daha az kaldı.
