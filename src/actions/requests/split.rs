//! Splitting an amount: a request for each share, all of them or none.

use super::bulk::draw_in_order;
use super::create::{drawing_again, refused};
use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::{Context, Error};
use crate::domain::id::{PayeeId, SplitId};
use crate::domain::request::Origin;
use crate::domain::request::split::Split;
use crate::store::SplitShare;

/// A split that was made.
#[derive(Debug, Clone)]
pub struct MadeSplit {
    /// The split's id.
    pub id: SplitId,
    /// Its shares, in their order.
    pub shares: Vec<SplitShare>,
}

/// Creates a request for each share, in one transaction. Codes and references are drawn independently of each other.
///
/// # Errors
/// [`Error::PayeeDisabled`], [`Error::KeyInUse`], or the database's. None is made then.
pub async fn create_split(
    ctx: &Context,
    payee: &PayeeId,
    split: &Split,
    origin: Origin,
    answer_key: Option<AnswerKey<MadeSplit>>,
) -> Result<MadeSplit, Error> {
    drawing_again(|| store_split(ctx, payee, draw(ctx, payee, split), origin, answer_key.clone())).await
}

fn draw(ctx: &Context, payee: &PayeeId, split: &Split) -> MadeSplit {
    let requests = draw_in_order(ctx, payee, &split.terms_of_shares(), ctx.clock.now());
    let shares = requests.into_iter().zip(split.shares());
    let shares = shares.map(|(request, share)| SplitShare { request, name: share.name.clone() });
    MadeSplit { id: SplitId::draw(&ctx.chance), shares: shares.collect() }
}

async fn store_split(
    ctx: &Context,
    payee: &PayeeId,
    made: MadeSplit,
    origin: Origin,
    answer_key: Option<AnswerKey<MadeSplit>>,
) -> Result<MadeSplit, Error> {
    let seal = |share: &SplitShare| {
        share.name.as_ref().map(|name| ctx.store.seal_share_name(&share.request.code, name)).transpose()
    };
    let sealed = made.shares.iter().map(seal).collect::<Result<Vec<_>, _>>()?;
    let (payee_id, now) = (payee.clone(), ctx.clock.now());
    let stored = ctx.store.write(move |mut tx| {
        Box::pin(async move {
            let requests: Vec<_> = made.shares.iter().map(|share| share.request.clone()).collect();
            tx.insert_requests(&requests, origin).await.map_err(refused)?;
            for (position, (request, sealed)) in (0..).zip(requests.iter().zip(&sealed)) {
                tx.insert_split_share(&made.id, position, &request.code, sealed.as_deref()).await?;
            }
            idempotency::record(answer_key.as_ref(), &mut tx, &payee_id, &made, now).await?;
            Ok(made)
        })
    });
    stored.await.inspect(|_| ctx.store.tell_of_new_request(payee.clone()))
}
