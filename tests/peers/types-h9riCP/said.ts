import Stripe from 'stripe';
export const v0: Stripe.Checkout.SessionCreateParams = {"mode":"payment","line_items":[{"quantity":1,"price_data":{"currency":"eur","unit_amount":2500,"product_data":{"name":"RF27 EVZC L6NA 66KJ"}}}],"client_reference_id":"pay_SYdKkpeFx3biVDBZKF6ZR3","metadata":{"chit":"pay_SYdKkpeFx3biVDBZKF6ZR3"},"payment_intent_data":{"metadata":{"chit":"pay_SYdKkpeFx3biVDBZKF6ZR3"}},"success_url":"http://127.0.0.1:41861/p/bLoAbf4VNNZS4Frqaz2b5ytb","cancel_url":"http://127.0.0.1:41861/p/bLoAbf4VNNZS4Frqaz2b5ytb","expires_at":1795728298,"customer_creation":"if_required","billing_address_collection":"auto","adaptive_pricing":{"enabled":false}};
export const v1: Stripe.Checkout.SessionListParams = {"limit":1};
export const v2: Stripe.Checkout.SessionListParams = {"payment_intent":"pi_1","limit":1};
export const v3: Stripe.Checkout.SessionRetrieveParams = {"expand":["payment_intent.latest_charge.balance_transaction"]};
export const v4: Stripe.Checkout.SessionRetrieveParams = {"expand":["payment_intent.latest_charge.balance_transaction"]};
export const v5: Stripe.RefundCreateParams = {"payment_intent":"pi_1","amount":500,"metadata":{"chit":"rfd_RFYJvaKyHVTGjpAbX1MCtb"}};
export const v6: Stripe.RefundListParams = {"payment_intent":"pi_1","limit":100};
export const v7: Stripe.RefundListParams = {"payment_intent":"pi_1","limit":100};