//! `/splits`: one amount in shares, each with a link of its own.

use std::borrow::Cow;
use std::fmt;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::once::{json, once_kept, replied};
use crate::actions::requests::split::{MadeSplit, create_split};
use crate::actions::{self, Context};
use crate::domain::id::SplitId;
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::money::notation::Notation;
use crate::domain::request::code::RequestCode;
use crate::domain::request::split::{COUNT, Progress, ShareDraft, ShareDrafts, SplitDraft};
use crate::domain::request::terms::RequestDraft;
use crate::domain::request::{Origin, Preview, Status};
use crate::domain::schema::{CurrencyCode, Day, Decimal, Moment, SignedDecimal};
use crate::domain::text::{Label, ShareName};
use crate::store::{self, SplitShare, StoredAnswer};
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiDraft, ApiPath, ApiPayee};

/// The body of `POST /splits`.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(
    as = NewSplit,
    example = json!({"amount": "120.00", "currency": "EUR", "memo": "Dinner", "shares": [{"name": "Anna"}, {"name": "Ben"}]})
)]
#[serde(deny_unknown_fields)]
pub struct SplitBody {
    /// The total.
    #[schema(value_type = Decimal, required)]
    amount: Option<String>,
    /// The currency, by default the payee's.
    #[schema(value_type = Option<CurrencyCode>)]
    currency: Option<String>,
    /// The purpose of the payment, which the payer of each share reads.
    #[schema(max_length = 140, format = "line")]
    memo: Option<String>,
    #[schema(value_type = SharesBody, required)]
    shares: Option<SharesBody>,
    /// The day by which the shares should be paid, which is only shown.
    #[schema(value_type = Option<Day>)]
    due_on: Option<String>,
    /// The time from which the shares can't be paid; in the future.
    #[schema(value_type = Option<Moment>)]
    expires_at: Option<String>,
    #[schema(value_type = Option<Preview>)]
    preview: Option<String>,
    /// The language of the shares' pages, by default the payee's.
    #[schema(value_type = Option<Language>)]
    language: Option<String>,
    /// The payee's labels of each share, which payers never see.
    #[schema(value_type = Option<Vec<Label>>)]
    labels: Option<Vec<String>>,
}

impl From<SplitBody> for SplitDraft {
    fn from(body: SplitBody) -> Self {
        let SplitBody { amount, currency, memo, shares, due_on, expires_at, preview, language, labels } = body;
        let labels = labels.unwrap_or_default();
        let notation = Notation::Api;
        Self {
            terms: RequestDraft {
                notation,
                amount,
                currency,
                memo,
                due_on,
                expires_at,
                preview,
                language,
                labels,
                ..RequestDraft::default()
            },
            shares: shares.map(|shares| shares.0),
        }
    }
}

/// One share to make.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewShare)]
#[serde(deny_unknown_fields)]
pub struct ShareBody {
    /// The payee's word for who is to pay it. Only the payee sees it.
    #[schema(value_type = Option<ShareName>)]
    name: Option<String>,
    /// The share's amount; without one, an equal part of what the others leave.
    #[schema(value_type = Option<Decimal>)]
    amount: Option<String>,
}

/// The shares of a split: their number, or a list of them.
#[derive(Debug)]
pub struct SharesBody(ShareDrafts);

/// Read by a visitor of its own, so that an error within a share has its path.
impl<'de> Deserialize<'de> for SharesBody {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SharesVisitor).map(Self)
    }
}

struct SharesVisitor;

impl<'de> Visitor<'de> for SharesVisitor {
    type Value = ShareDrafts;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number of shares or a list of them")
    }

    fn visit_u64<E>(self, count: u64) -> Result<ShareDrafts, E> {
        Ok(ShareDrafts::Equal(i64::try_from(count).unwrap_or(i64::MAX)))
    }

    fn visit_i64<E>(self, count: i64) -> Result<ShareDrafts, E> {
        Ok(ShareDrafts::Equal(count))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, shares: A) -> Result<ShareDrafts, A::Error> {
        let shares: Vec<ShareObject> = Vec::deserialize(SeqAccessDeserializer::new(shares))?;
        let draft = |ShareObject(ShareBody { name, amount })| ShareDraft { name, amount };
        Ok(ShareDrafts::Each(shares.into_iter().map(draft).collect()))
    }
}

/// A share that is written as an object. A derived `Deserialize` would read a list of its members' values as well.
struct ShareObject(ShareBody);

impl<'de> Deserialize<'de> for ShareObject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ShareVisitor).map(Self)
    }
}

struct ShareVisitor;

impl<'de> Visitor<'de> for ShareVisitor {
    type Value = ShareBody;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a share as an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<ShareBody, A::Error> {
        ShareBody::deserialize(MapAccessDeserializer::new(members))
    }
}

type SchemaOf = utoipa::openapi::RefOr<utoipa::openapi::schema::Schema>;

impl utoipa::PartialSchema for SharesBody {
    fn schema() -> SchemaOf {
        use utoipa::openapi::Ref;
        use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, OneOfBuilder, Schema, Type};

        let (least, most) = COUNT.into_inner();
        let number = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(least)).maximum(Some(most));
        let share = Ref::from_schema_name(ShareBody::name());
        let list = ArrayBuilder::new().items(share).min_items(Some(least)).max_items(Some(most));
        let about = "The number of equal shares, or a list of shares.";
        Schema::OneOf(OneOfBuilder::new().item(number).item(list).description(Some(about)).build()).into()
    }
}

impl ToSchema for SharesBody {
    fn name() -> Cow<'static, str> {
        "NewShares".into()
    }

    fn schemas(schemas: &mut Vec<(String, SchemaOf)>) {
        schemas.push((ShareBody::name().into_owned(), <ShareBody as utoipa::PartialSchema>::schema()));
        ShareBody::schemas(schemas);
    }
}

/// A share, for its payee.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Share)]
pub struct ShareResource {
    /// The code of its request.
    code: RequestCode,
    /// The link to pass on, to one person.
    url: String,
    /// The payee's word for who is to pay it.
    name: Option<ShareName>,
    #[schema(value_type = Decimal)]
    amount: String,
    status: Status,
}

/// A split, for its payee.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Split)]
pub struct SplitResource {
    id: SplitId,
    /// The sum of the shares.
    #[schema(value_type = Decimal)]
    total: String,
    #[schema(value_type = CurrencyCode)]
    currency: &'static str,
    /// The number of shares that are paid.
    paid_count: usize,
    /// The sum that has arrived, less what went back.
    #[schema(value_type = SignedDecimal)]
    paid_total: String,
    /// The shares, in their order.
    shares: Vec<ShareResource>,
}

impl SplitResource {
    /// A split in its current state; `None` without shares.
    fn of(ctx: &Context, id: &SplitId, shares: Vec<SplitShare>) -> Option<Self> {
        let now = ctx.clock.now();
        let progress = Progress::of(shares.iter().map(|share| &share.request), now)?;
        Some(Self {
            id: id.clone(),
            total: progress.total.to_decimal(),
            currency: progress.total.currency().code(),
            paid_count: progress.paid,
            paid_total: progress.paid_total.to_decimal(),
            shares: shares
                .into_iter()
                .map(|SplitShare { request, name }| ShareResource {
                    url: ctx.qr.link(&request.code),
                    name,
                    amount: request.asked.fixed().map(|amount| amount.to_decimal()).unwrap_or_default(),
                    status: request.status(now),
                    code: request.code,
                })
                .collect(),
        })
    }

    /// A split as it was when it was made: nobody had paid.
    fn as_made(ctx: &Context, id: &SplitId, shares: Vec<SplitShare>) -> Option<Self> {
        let nothing = Money::new(0, shares.first()?.request.asked.currency());
        let mut made = Self::of(ctx, id, shares)?;
        made.paid_count = 0;
        made.paid_total = nothing.to_decimal();
        made.shares.iter_mut().for_each(|share| share.status = Status::Open);
        Some(made)
    }
}

/// `POST /splits`: makes a request for each share of an amount.
pub async fn create(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    call: ApiDraft<SplitBody>,
) -> Result<Response, ApiError> {
    let ctx = &app.ctx;
    let mut draft = SplitDraft::from(call.body);
    draft.terms.misread = call.misread;
    let split = draft.check(payee.currency, payee.language, ctx.clock.now()).map_err(actions::Error::Invalid)?;
    let (kept, is_replayed) = once_kept(&app, &payee.id, call.key, kept, |answer_key| {
        create_split(ctx, &payee.id, &split, Origin::Api, answer_key)
    })
    .await?;
    let unread = || actions::Error::from(store::Error::Defect("a kept split is none".into()));
    let id = SplitId::parse(&kept.body).ok_or_else(unread)?;
    let shares = ctx.store.split_shares(&payee.id, &id).await.map_err(actions::Error::from)?;
    let made = SplitResource::as_made(ctx, &id, shares).ok_or_else(unread)?;
    let location = ctx.url(&format!("api/v1/splits/{}", id.as_str()));
    replied(json(StatusCode::CREATED, Some(location), &made), is_replayed)
}

/// The answer that is kept for a repetition: the split's id. Names lie sealed beside their requests, and nowhere else.
fn kept(made: &MadeSplit) -> StoredAnswer {
    StoredAnswer { status: StatusCode::CREATED.as_u16().into(), location: None, body: made.id.as_str().to_owned() }
}

/// `GET /splits/{id}`: a split with what has become of its shares.
pub async fn show(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(id): ApiPath<SplitId>,
) -> Result<Json<SplitResource>, ApiError> {
    let shares = app.ctx.store.split_shares(&payee.id, &id).await.map_err(actions::Error::from)?;
    Ok(Json(SplitResource::of(&app.ctx, &id, shares).ok_or(actions::Error::NotFound)?))
}
