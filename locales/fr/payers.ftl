# French

## Everywhere

never-asks = Cette page ne vous demande jamais vos identifiants bancaires ni un code reçu sur votre téléphone. Ne les saisissez que dans l’application de votre banque ou sur la page du prestataire choisi.
languages = Langue
test-only = Test : aucun argent n’est transféré
copy = Copier
copied = Copié
not-copied = Non copié
page-changed = Quelque chose a changé ici. Rechargez la page.
print = Imprimer ou enregistrer
moment = { $time } { $zone }
day-of-moment = { $date } ({ $zone })

## The pay page

title-request = Demande de paiement
asks-for = { $payee } vous demande
asked-for = { $payee } vous a demandé
pay-whom = Payer { $payee }
pay-button = Payer { $amount }
payment-to = Paiement à { $payee }
writes = { $payee } écrit :
part-paid = Une partie de { $whole } a déjà été payée. Voici le reste à payer.
parts-whole = { $whole } au total, à payer en plusieurs fois :
parts-paid = payé
parts-some = { $amount } payés
price-instead = ou { $others }
due = Échéance
open-until = Valable jusqu’au
check-words = Mots de contrôle
seller-page = Page du vendeur
genuine = Cette demande est-elle authentique ?
genuine-name = { $payee } a choisi ce nom ; personne ne l’a vérifié. Comparez { $address } avec son affiche, son profil ou sa facture.
genuine-words = Si l’on vous a donné trois mots, ce doivent être ceux-ci ; s’ils diffèrent, ne payez pas et demandez. On ne vous en a donné aucun ? C’est habituel.
somebody-claims = Quelqu’un a indiqué avoir envoyé ce paiement ; { $payee } ne l’a pas encore confirmé. Ne payez que si ce n’était pas vous.
no-way-title = Aucun moyen de paiement pour l’instant
no-way = { $payee } n’a pas encore proposé de moyen de paiement. Rien n’est perdu : posez-lui la question, ou rouvrez ce lien plus tard.
how-much = Combien souhaitez-vous payer ?
suggestions = Montants suggérés
any-amount = Montant libre, en { $currency }.
bounds-between = Entre { $min } et { $max }.
bounds-from = À partir de { $min }.
bounds-to = Jusqu’à { $max }.
note-label = Message pour { $payee } (facultatif)
note-help = Ce message n’est lu que par { $payee }. Évitez d’y écrire ce qui ne doit pas être conservé.
tip-title = Ajouter un pourboire pour { $payee } ?
tip-none = Pas de pourboire
tip-own = Autre montant
tip-own-label = Votre pourboire
tip-own-hint = Jusqu’à { $most }.
tip-total = { $total } en tout
tip-included = Dont { $tip } de pourboire
tip-too-large = Le pourboire maximal est de { $most }.
tip-required = Saisissez le pourboire, ou choisissez « Pas de pourboire ».
tip-unknown = Choisissez l’un des pourboires, ou « Pas de pourboire ».
choose-way = Choisissez un moyen de paiement
confirms-itself = La confirmation arrive d’elle-même.
confirms-payee = { $payee } confirme à l’arrivée.
confirms-either = Le portefeuille confirme de lui-même, ou { $payee } confirme.
open-elsewhere = Ouvrir sur un autre appareil
open-elsewhere-help = Scannez ce code avec l’autre appareil.
qr-of-link = QR code du lien de cette page
report = Signaler cette demande
no-way-currency = Aucun des moyens de paiement de { $payee } n’accepte { $currency }. Rien n’est perdu : posez-lui la question, ou rouvrez ce lien plus tard.
no-way-amount = Aucun des moyens de paiement de { $payee } n’accepte ce montant. Rien n’est perdu : posez-lui la question, ou rouvrez ce lien plus tard.

stamp-paid = PAYÉ
state-expired = Expirée le { $date }
state-cancelled = Annulée
state-underway = Paiement en cours
underway-title = Un paiement est en cours
underway = Ne payez pas une seconde fois. Si ce paiement n’aboutit pas, vous pourrez de nouveau payer ici.
paid = Cette demande a été payée. Vous n’avez plus rien à faire ici.
expired = Cette demande ne peut plus être payée. Si vous devez encore cette somme, demandez un nouveau lien à { $payee }.
cancelled = { $payee } a annulé cette demande : ne la payez pas. Si vous avez déjà payé, contactez { $payee }.

## Ways to pay: a name, a line about it, and what the button does

rail-demo = Démo
rail-demo-hint = Un prestataire fictif, pour faire un essai.
rail-demo-pay = Payer { $amount } avec Démo
rail-demo-pay-any = Payer avec Démo
rail-sepa = Virement bancaire
rail-sepa-hint = Depuis l’application de votre banque, par QR code ou par saisie manuelle.
rail-sepa-pay = Payer { $amount } par virement
rail-sepa-pay-any = Payer par virement
rail-swiss = QR-facture (Suisse)
rail-swiss-hint = Dans votre e-banking, avec l’application de votre banque suisse ou avec une QR-facture imprimée.
rail-swiss-pay = Payer { $amount } par QR-facture
rail-swiss-pay-any = Payer par QR-facture
rail-spayd = QR Platba
rail-spayd-hint = Depuis l’application de votre banque tchèque ou slovaque, par QR code ou par saisie manuelle.
rail-spayd-pay = Payer { $amount } avec QR Platba
rail-spayd-pay-any = Payer avec QR Platba
rail-pix = Pix
rail-pix-hint = Depuis l’application de votre banque, par QR code ou en collant un code.
rail-pix-pay = Payer { $amount } avec Pix
rail-pix-pay-any = Payer avec Pix
rail-upi = UPI
rail-upi-hint = Depuis n’importe quelle application UPI, par lien ou par QR code.
rail-upi-pay = Payer { $amount } avec UPI
rail-upi-pay-any = Payer avec UPI
rail-promptpay = PromptPay
rail-promptpay-hint = Depuis l’application de votre banque thaïlandaise, par QR code.
rail-promptpay-pay = Payer { $amount } avec PromptPay
rail-promptpay-pay-any = Payer avec PromptPay
rail-paynow = PayNow
rail-paynow-hint = Depuis l’application de votre banque à Singapour, par QR code.
rail-paynow-pay = Payer { $amount } avec PayNow
rail-paynow-pay-any = Payer avec PayNow
rail-link = Lien de portefeuille
rail-link-hint = Par un bouton ou un QR code qui ouvre le portefeuille.
rail-link-pay = Payer { $amount } avec { $wallet }
rail-link-pay-any = Payer avec { $wallet }
rail-merchant_code = QR code
rail-merchant_code-hint = Depuis l’application de votre banque ou portefeuille, par QR code.
rail-merchant_code-pay = Payer { $amount } avec { $wallet }
rail-merchant_code-pay-any = Payer avec { $wallet }
rail-cash = Espèces ou autre moyen
rail-cash-hint = Le bénéficiaire indique comment.
rail-cash-pay = Payer { $amount } en espèces ou autrement
rail-cash-pay-any = Payer en espèces ou autrement
rail-stripe = Stripe
rail-stripe-hint = Carte, portefeuille électronique ou moyen de paiement local, sur la page de Stripe.
rail-stripe-pay = Payer { $amount } avec Stripe
rail-stripe-pay-any = Payer avec Stripe
rail-paypal = PayPal
rail-paypal-hint = Avec votre compte PayPal, sur la page de PayPal.
rail-paypal-pay = Payer { $amount } avec PayPal
rail-paypal-pay-any = Payer avec PayPal
rail-btcpay = Bitcoin ou Lightning
rail-btcpay-hint = Depuis votre propre portefeuille, par QR code ou par copie.
rail-btcpay-pay = Payer { $amount } en bitcoins
rail-btcpay-pay-any = Payer en bitcoins
rail-lnbits = Bitcoin (Lightning)
rail-lnbits-hint = Depuis un portefeuille Lightning, au cours actuel.
rail-lnbits-pay = Payer { $amount } avec Lightning
rail-lnbits-pay-any = Payer avec Lightning
rail-other = Paiement

## What is wrong with an amount, a note or a way to pay

amount-required = Saisissez le montant que vous souhaitez payer.
amount-not-a-number = Saisissez le montant en chiffres, par exemple { $example }.
amount-too-many-decimals = Ce montant comporte trop de décimales pour { $currency }. Écrivez-le par exemple ainsi : { $example }.
amount-not-positive = Le montant doit être supérieur à zéro.
amount-too-small = Le montant minimum est de { $min }.
amount-too-large = Le montant maximum est de { $max }.
amount-ambiguous = Ce montant peut se lire de deux façons. Écrivez-le sans séparateur de milliers, par exemple { $thousands }.
amount-ambiguous-decimals = Ce montant peut se lire de deux façons. Écrivez les milliers sans séparateur, par exemple { $whole }, et les décimales par exemple ainsi : { $fine }.
amount-other-currency = Vous avez saisi { $found }, mais le montant est ici en { $currency }. Saisissez-le en { $currency }, par exemple { $example }.
amount-unknown-currency = Cette devise n’est pas reconnue. Utilisez trois lettres, par exemple EUR.
amount-withdrawn-currency = { $found } n’a plus cours. Demandez à { $payee } un lien dans une autre devise.
amount-in-link = Le montant indiqué dans ce lien est illisible. Saisissez-le ici, ou demandez un nouveau lien.
note-too-long = Le message est trop long : { $longest } caractères au maximum.
note-invalid = Le message contient des caractères impossibles à afficher. Écrivez en texte simple.
method-unavailable = Choisissez l’un des moyens de paiement proposés pour ce montant.

## The payer’s own page: instructions, state, receipt

title-payment = Votre paiement
title-receipt = Reçu
you-paid = Vous avez payé à { $payee }
your-payment-to = Votre paiement à { $payee }
payment-waiting = En attente de confirmation
payment-failed = Non abouti
payment-expired = Non finalisé à temps
payment-refunded = Remboursé
payment-partly-refunded = Partiellement remboursé
payment-refund-said = Remboursement signalé
payment-disputed = Contesté
difference-under = Il manque { $amount }.
difference-over = { $amount } de plus que le montant demandé.
pending-resume = Vous n’avez pas encore terminé votre paiement, ou { $rail } ne l’a pas encore confirmé. Si vous y avez déjà payé, ne payez pas une seconde fois : cette page affichera le paiement dès sa confirmation.
pending-transfer-title = Faites le virement depuis votre banque
pending-transfer = Effectuez un virement avec exactement ces informations. La référence permet à { $payee } de savoir qu’il vient de vous.
pending-words-title = Comment { $payee } souhaite recevoir le paiement
pending-words = Ce texte est celui de { $payee }, et personne ne l’a vérifié.
pending-no-reference = Payez exactement ce montant. Il permet à { $payee } de savoir que le paiement vient de vous.
pending-link-title = Payer avec { $wallet }
pending-link = Le bouton ouvre { $wallet } avec le montant. Vérifiez le destinataire avant d’envoyer l’argent, puis revenez ici.
pending-link-note = Le bouton ouvre { $wallet } avec le montant. Vérifiez le destinataire et ajoutez la référence ci-dessous : elle permet à { $payee } de savoir que le paiement vient de vous. Revenez ensuite ici.
pending-code-title = Payer avec { $rail }
pending-code = Scannez le code, ou collez son texte dans l’application de votre banque ou portefeuille. Le montant et la référence y sont ; vérifiez le bénéficiaire avant d’envoyer l’argent.
pending-invoice-title = Payez avec un portefeuille Bitcoin ou Lightning
pending-invoice = Scannez le code ou ouvrez-le dans votre portefeuille. Il vaut pour un seul paiement, de ce montant exact.
invoice-time = Il expire dans { $minutes } min. Ensuite, ne le payez plus : recommencez.
pending-other = En attente de votre paiement.
pending-lost = Les informations de ce paiement ne peuvent plus être affichées. Si vous avez déjà envoyé l’argent, ne l’envoyez pas une seconde fois : renseignez-vous auprès de { $payee }. Sinon, choisissez de nouveau un moyen de paiement.
claimed = Vous avez indiqué avoir envoyé le paiement. { $payee } le confirmera dès réception ; un virement peut prendre jusqu’au jour ouvré suivant. Ne l’envoyez pas une seconde fois.
claimed-details = Les informations que vous deviez utiliser
processing = Votre paiement est en cours de traitement. Vous n’avez rien à faire ; ne payez pas une seconde fois. Cette page s’actualise d’elle-même.
settled = Cette page est votre reçu. Gardez son adresse, imprimez-la ou enregistrez-la.
failed = { $payee } n’a reçu aucun argent. Réessayez ou choisissez un autre moyen de paiement.
attempt-expired = Rien n’est arrivé pour cette tentative de paiement. Si vous avez envoyé de l’argent, contactez { $payee } avant de payer à nouveau.
refunded = { $payee } a remboursé la totalité du montant. Le remboursement peut mettre quelques jours à apparaître sur votre compte. S’il n’arrive pas, contactez { $payee }.
partly-refunded = { $payee } a remboursé { $refunded }. Le remboursement peut mettre quelques jours à apparaître sur votre compte. S’il n’arrive pas, contactez { $payee }.
refunded-by-word = { $payee } indique vous avoir remboursé { $refunded }. Le remboursement peut mettre quelques jours à vous parvenir. S’il n’arrive pas, contactez { $payee }.
refunded-by-dispute = La contestation a été tranchée en votre faveur : le montant de { $refunded } vous est restitué. Il peut mettre quelques jours à vous parvenir. S’il n’arrive pas, contactez votre banque ou votre prestataire de paiement.
being-refunded = { $payee } est en train de rembourser { $returning }. Le prestataire de paiement n’a pas encore terminé ; vous n’avez rien à faire.
disputed = Ce paiement a été contesté auprès de la banque ou du prestataire de paiement, qui tranchera et vous informera. Vous n’avez rien à faire ici.
your-note = Votre message à { $payee } :
after-payment = { $payee } écrit, maintenant que vous avez payé :
after-payment-open = Ouvrir le lien
after-payment-lost = { $payee } a laissé ici quelque chose à lire, mais cela ne peut plus être affiché. Demandez-le à { $payee }.
row-beneficiary = Bénéficiaire
row-iban = IBAN
row-bic = BIC
row-amount = Montant
row-reference = Référence (motif)
row-account = Numéro de compte
row-address = Adresse du bénéficiaire
row-code = Code à copier et à coller
row-pix-key = Clé Pix
row-promptpay-id = Identifiant PromptPay
row-paynow-id = UEN ou numéro de mobile
row-upi-id = Identifiant UPI
row-wallet-handle = Destinataire chez { $wallet }
row-merchant-code = Code à copier et à coller
row-merchant = Bénéficiaire selon le code
row-lightning-invoice = Facture Lightning
row-bitcoin-address = Adresse Bitcoin
row-bitcoin-amount = Montant en bitcoins
row-words = Instructions du bénéficiaire
bank-compares-name = Votre banque compare le nom du bénéficiaire avec le compte. Saisissez-le exactement comme il est écrit ici.
bill-on-screen = À l’écran, cette QR-facture sert uniquement à payer par e-banking ou avec l’application de votre banque. Pour payer au guichet ou par courrier, imprimez la QR-facture complète.
bill-show = Afficher la QR-facture complète, avec son récépissé
bill-title = QR-facture à imprimer
bill-help = Imprimez-la en taille réelle (100 %) sur du papier A4 blanc, comme l’exigent les banques et la poste.
qr-of-payment = QR code de ce paiement
scan-with-bank = Scannez-le avec l’application de votre banque.
scan-with-wallet = Scannez-le avec votre portefeuille.
scan-with-either = Scannez-le avec l’application de votre banque ou portefeuille.
scan-with-camera = Pour payer avec un autre téléphone, scannez le code avec son appareil photo.
scan-with-rail = Pour payer avec un autre téléphone, scannez-y le code avec { $rail }.
save-qr = Enregistrer le QR code en image
other-ways = Autres façons de l’envoyer
save-qr-help = Sur ce téléphone, enregistrez l’image, puis ouvrez-la dans l’application de votre banque.
open-bank = Ouvrir l’application de votre banque
open-wallet = Ouvrir votre portefeuille
some-phones = Possible sur certains téléphones seulement.
other-way = Choisir un autre moyen de paiement
sent-it-help = C’est envoyé ? Indiquez-le, pour que { $payee } surveille l’arrivée du paiement.
sent-it = J’ai envoyé le paiement
copy-what = Copier : { $what }
send-yourself = Envoyez-vous cette page
send-yourself-help = Gardez cette page : seule son adresse ramène ici.
go-on = Continuer vers { $rail }
back-to-request = Retour à la demande
see-request = Voir la demande
signed-receipt = Télécharger le reçu signé
save-receipt = Enregistrer le reçu
can-close = Vous pouvez fermer cette page.
signed-receipt-help = Un petit fichier. Chacun peut vérifier que ce service l’a émis et que rien n’y a été modifié.
fact-by = Moyen de paiement
fact-code = Code

## The sheet for a counter

sheet-title = À imprimer
sheet-scan = Scannez pour payer
sheet-scan-order = Scannez pour commander
sheet-scan-help = Pointez l’appareil photo de votre téléphone vers le code.
sheet-print = Imprimer cette feuille

## Reporting a request to whoever runs the service

report-title = Signaler cette demande
report-page-title = Signaler cette page
report-intro = Prévenez l’exploitant de ce service que quelque chose ne va pas. Il peut voir de quelle demande il s’agit, sans savoir qui vous êtes.
report-why = Quel est le problème ?
report-impersonation = Quelqu’un usurpe l’identité d’autrui
report-never-ordered = Je ne sais pas qui demande cet argent, ni pourquoi
report-offensive = Le texte est injurieux ou menaçant
report-other = Autre chose
report-pick = Choisissez ce qui ne va pas.
report-sent-title = Merci
report-sent = Votre signalement est conservé et l’exploitant de ce service peut le consulter. Rien ne se fait automatiquement : ne payez pas tant que vous avez un doute.
report-sent-paid = Si vous avez déjà payé, contactez sans attendre votre banque ou votre prestataire de paiement et demandez si le paiement peut être bloqué ou annulé.
report-back = Retour

## Problems

problem-not-found-title = Il n’y a rien ici
problem-not-found = Ce lien ne mène nulle part. Vérifiez qu’il a été copié en entier, ou contactez la personne qui vous l’a envoyé.
problem-not-open-title = Cette demande ne peut pas être payée
problem-not-open-paid = La demande a déjà été payée. Il n’y a plus rien à faire.
problem-not-open-cancelled = La demande a été annulée. Rien n’a été débité.
problem-not-open-expired = La demande a expiré. Rien n’a été débité. Si vous souhaitez toujours payer, demandez un nouveau lien.
problem-underway-title = Cette demande est en cours de paiement
problem-underway = Un paiement est en cours. Attendez qu’il soit arrivé ou qu’il ait échoué avant de payer à nouveau.
problem-conflict-title = Impossible pour le moment
problem-reports-itself = Avec ce moyen de paiement, l’arrivée de l’argent est signalée automatiquement. Vous n’avez rien à confirmer ici.
problem-not-arrived = Le reçu est disponible une fois l’argent arrivé. Pour l’instant, il n’est pas arrivé.
problem-denied-title = Cet accès n’est plus valable
problem-denied = Le lien ou la clé a déjà servi, a expiré ou a été remplacé. Demandez-en un nouveau.
problem-rail-title = Moyen de paiement indisponible pour le moment
problem-rail = Rien n’a été débité. Choisissez un autre moyen de paiement, ou réessayez plus tard.
problem-unavailable-title = Momentanément indisponible
problem-unavailable = Réessayez dans un instant. Si vous venez de payer, ne payez pas une seconde fois avant que cette page vous indique où en est le paiement.
problem-unavailable-elsewhere = Réessayez dans un instant.
problem-failed-title = Une erreur est survenue de notre côté
problem-failed = L’erreur a été enregistrée. Réessayez plus tard. Si vous venez de payer, ne payez pas une seconde fois avant que cette page vous indique où en est le paiement.
problem-failed-elsewhere = L’erreur a été enregistrée. Réessayez plus tard.
problem-invalid-title = Vérifiez votre saisie
problem-unreadable-title = Illisible
problem-signed-out-title = Votre session est terminée
problem-signed-out = Connectez-vous et réessayez.
problem-cross-site-title = Envoyé depuis un autre site
problem-cross-site = Ce formulaire a été envoyé depuis un autre site ; rien n’a donc été fait. Ouvrez la page ici et réessayez.
problem-not-said-title = Rien n’a été fait
problem-not-said = Ce formulaire n’indique pas ce qu’il doit faire ; rien n’a donc été fait. Revenez en arrière, rechargez la page et appuyez sur son bouton.
problem-too-many-title = Trop de tentatives à la fois
problem-too-many = { $count ->
        [one] Patientez { $seconds } seconde, puis réessayez.
       *[other] Patientez { $seconds } secondes, puis réessayez.
    }
problem-method-title = Cela ne fonctionne pas ainsi
problem-method = Cette adresse existe, mais ne peut pas être ouverte de cette façon. Revenez en arrière et réessayez.

## What a chat shows of a link, and the message that a seller sends

preview-title = Une demande de paiement
preview-title-amount = { $payee } vous demande { $amount }
preview-title-long = Demande de paiement : { $amount }
preview-description = Ouvrez le lien pour voir qui demande, combien et pourquoi.
preview-picture = Un bout de papier : une demande de paiement
message-memo-amount = { $memo }, { $amount } : { $link }
message-memo = { $memo } : { $link }
message-amount = Demande de paiement, { $amount } : { $link }
message-plain = Demande de paiement : { $link }
reminder = Petit rappel : { $about } : { $link }
reminder-due = Petit rappel : { $about }, à payer avant le { $day } : { $link }
reminder-overdue = Petit rappel : { $about }, à payer depuis le { $day } : { $link }

## The foot of pages
foot-imprint = Mentions légales
foot-contact = Contact
foot-accessibility = Accessibilité

# The order page, and orders

order-title = Commande
order-from = Commander chez { $payee }
order-link = Commander dans la liste
order-sold-out = Épuisé
order-before = Le prix a changé. Avant, il était de { $before }.
order-fewer = Un de moins : { $product }
order-more = Un de plus : { $product }
order-total = Total
order-pay = Payer tout de suite
order-send = Envoyer au vendeur
order-confirms-first = { $payee } confirme d’abord chaque commande. Ensuite, vous pourrez la payer.
order-closed = Rien ne peut être commandé ici en ce moment.
order-waiting-title = Pas encore confirmée
order-waiting = { $payee } confirme d’abord cette commande, elle ne peut donc pas encore être payée. Envoyez-la au vendeur et rouvrez ce lien une fois qu’elle est confirmée.
order-confirmed = { $payee } a confirmé cette commande.
order-send-to = Envoyez votre commande à { $payee }
order-send-help = Choisissez la discussion où vous écrivez au vendeur. Le message contient le lien où vous voyez tous les deux la commande.
order-share = Une autre application
order-only-link = Messenger ne prend que le lien. La commande s’y trouve.
order-copy = Copier le message
order-to-pay = Voir la commande et payer
order-to-order = Voir la commande
error-order-empty = Choisissez d’abord ce que vous voulez, et combien.
error-order-changed = La liste a changé depuis que vous avez ouvert cette page, rien n’a donc été commandé. Regardez les lignes signalées, puis commandez à nouveau.
error-order-large = Cette commande dépasse ce qui peut être payé en une fois. Réduisez-la.
error-order-full = Trop de commandes attendent une réponse en ce moment, rien n’a donc été commandé. Écrivez au vendeur ou réessayez plus tard.
error-order-quantity = Saisissez des nombres entiers de 0 à 99.

## A choice of items

items-title = Choisissez les quantités
items-continue = Continuer
items-change = Modifier mon choix
items-sold-out = Tout est épuisé ici. Demandez à { $payee } s’il y en aura d’autres.
items-left = il en reste { $n }
error-items-left = Il en reste moins que vous n’en avez choisi.
