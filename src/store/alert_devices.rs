//! Devices of members that are told of money. Their subscriptions are sealed when they are stored, and opened when something is sent.

use super::vault::SealedColumn;
use super::{Error, Store, Tx, execute, read, within};
use crate::domain::alert::{AlertDevice, Subscription};
use crate::domain::clock::Timestamp;
use crate::domain::id::{AlertDeviceId, MemberId, PayeeId};
use crate::domain::secret::token::TokenHash;

macro_rules! select_device {
    ($more:literal, $rest:literal) => {
        concat!(
            "select d.id, d.payee_id, d.member_id, d.endpoint_hash, d.label, d.language, d.amounts, d.created_at, \
                d.refusals, d.stopped_at, d.lost_at",
            $more,
            " from alert_devices d ",
            $rest
        )
    };
}

#[derive(sqlx::FromRow)]
struct SealedDevice {
    #[sqlx(flatten)]
    device: AlertDevice,
    subscription: String,
}

impl Store {
    /// Seals a device's subscription.
    ///
    /// # Errors
    /// [`Error::Defect`] when the cipher fails.
    pub fn seal_subscription(&self, id: &AlertDeviceId, subscription: &Subscription) -> Result<String, Error> {
        let text = subscription.to_json().map_err(|e| Error::Defect(e.to_string()))?;
        self.vault.seal(SealedColumn::AlertDevices, id.as_str(), &text)
    }

    /// Opens a device's subscription.
    ///
    /// # Errors
    /// [`Error::Sealed`] when no key opens it.
    pub fn open_subscription(&self, id: &AlertDeviceId, sealed: &str) -> Result<Subscription, Error> {
        let text = self.vault.open(SealedColumn::AlertDevices, id.as_str(), sealed)?;
        Subscription::from_json(&text).map_err(|_| Error::Defect(format!("the subscription of {id} is none")))
    }

    /// A member's devices, oldest first.
    pub async fn alert_devices(&self, member: &MemberId) -> Result<Vec<AlertDevice>, Error> {
        const SQL: &str = select_device!("", "where d.member_id = $1 order by d.created_at, d.id");
        Ok(read!(self, db => sqlx::query_as(SQL).bind(member).fetch_all(db).await)?)
    }

    /// A device of any member, with its subscription, sealed.
    pub async fn sealed_alert_device(&self, id: &AlertDeviceId) -> Result<Option<(AlertDevice, String)>, Error> {
        const SQL: &str = select_device!(", d.subscription", "where d.id = $1");
        let row: Option<SealedDevice> = read!(self, db => sqlx::query_as(SQL).bind(id).fetch_optional(db).await)?;
        Ok(row.map(|SealedDevice { device, subscription }| (device, subscription)))
    }
}

impl Tx<'_> {
    /// The number of a member's devices. It stays as long as the caller holds the payee.
    pub async fn count_alert_devices(&mut self, member: &MemberId) -> Result<i64, Error> {
        const SQL: &str = "select count(*) from alert_devices where member_id = $1";
        Ok(within!(self, db => sqlx::query_scalar(SQL).bind(member).fetch_one(db).await)?)
    }

    /// Stores a device with the session that turned it on, and its sealed subscription.
    pub async fn insert_alert_device(
        &mut self,
        device: &AlertDevice,
        session: &TokenHash,
        subscription: &str,
    ) -> Result<(), Error> {
        const SQL: &str = "insert into alert_devices \
                (id, payee_id, member_id, endpoint_hash, label, language, amounts, created_at, session_hash, subscription) \
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        let AlertDevice { id, payee_id, member_id, endpoint_hash, label, language, amounts, created_at, .. } = device;
        execute!(
            self,
            SQL,
            id,
            payee_id,
            member_id,
            endpoint_hash,
            label,
            language,
            amounts,
            created_at,
            session,
            subscription
        )
        .map(drop)
    }

    /// Sets whether alerts on a member's device say amounts. `false` if it has no such device.
    pub async fn set_alert_amounts(
        &mut self,
        member: &MemberId,
        id: &AlertDeviceId,
        amounts: bool,
    ) -> Result<bool, Error> {
        const SQL: &str = "update alert_devices set amounts = $3 where id = $1 and member_id = $2";
        Ok(execute!(self, SQL, id, member, amounts)? == 1)
    }

    /// Replaces the subscription of a member's device whose endpoint has this hash, and binds the device to a session. What had stopped its
    /// alerts is over. `false` if the member has no such device.
    pub async fn replace_subscription(
        &mut self,
        member: &MemberId,
        (id, known_hash): (&AlertDeviceId, &str),
        session: &TokenHash,
        (endpoint_hash, subscription): (&str, &str),
    ) -> Result<bool, Error> {
        const SQL: &str = "update alert_devices \
            set endpoint_hash = $4, subscription = $5, session_hash = $6, refusals = 0, stopped_at = null, lost_at = null \
            where id = $1 and member_id = $2 and endpoint_hash = $3";
        Ok(execute!(self, SQL, id, member, known_hash, endpoint_hash, subscription, session)? == 1)
    }

    /// Counts a refusal of this service's signature by a device's push service, of which a number in a row stops the device. Returns
    /// whether it is stopped.
    pub async fn count_refusal(&mut self, id: &AlertDeviceId, refusals: i64, now: Timestamp) -> Result<bool, Error> {
        const COUNT: &str = "update alert_devices set refusals = refusals + 1 where id = $1";
        const STOP: &str =
            "update alert_devices set stopped_at = coalesce(stopped_at, $3) where id = $1 and refusals >= $2";
        execute!(self, COUNT, id)?;
        Ok(execute!(self, STOP, id, refusals, now)? == 1)
    }

    /// Notes that a device's push service took a message, whatever it refused before.
    pub async fn forget_refusals(&mut self, id: &AlertDeviceId) -> Result<(), Error> {
        const SQL: &str = "update alert_devices set refusals = 0, stopped_at = null where id = $1";
        execute!(self, SQL, id).map(drop)
    }

    /// Deletes the device of an endpoint, whosever it is, unless it is `but`: a browser tells one account at a time.
    pub async fn delete_alert_device_at(&mut self, endpoint_hash: &str, but: &AlertDeviceId) -> Result<(), Error> {
        const SQL: &str = "delete from alert_devices where endpoint_hash = $1 and id <> $2";
        execute!(self, SQL, endpoint_hash, but).map(drop)
    }

    /// Deletes a member's device, with what waits for it. `false` if it has no such device.
    pub async fn delete_alert_device(&mut self, member: &MemberId, id: &AlertDeviceId) -> Result<bool, Error> {
        const SQL: &str = "delete from alert_devices where id = $1 and member_id = $2";
        let is_gone = execute!(self, SQL, id, member)? == 1;
        if is_gone {
            self.drop_alerts(id).await?;
        }
        Ok(is_gone)
    }

    /// Deletes all devices of a payee's members.
    pub async fn delete_alert_devices(&mut self, payee: &PayeeId) -> Result<(), Error> {
        execute!(self, "delete from alert_devices where payee_id = $1", payee).map(drop)
    }

    /// Deletes the devices that a session turned on.
    pub async fn delete_alert_devices_of_session(&mut self, session: &TokenHash) -> Result<(), Error> {
        execute!(self, "delete from alert_devices where session_hash = $1", session).map(drop)
    }

    /// Deletes the devices of sessions whose time is over.
    pub(super) async fn delete_alert_devices_of_ended_sessions(&mut self, now: Timestamp) -> Result<(), Error> {
        const SQL: &str = "delete from alert_devices where session_hash in \
            (select s.token_hash from sessions s where s.expires_at <= $1)";
        execute!(self, SQL, now).map(drop)
    }

    /// Deletes all devices of a member.
    pub async fn delete_alert_devices_of_member(&mut self, member: &MemberId) -> Result<(), Error> {
        execute!(self, "delete from alert_devices where member_id = $1", member).map(drop)
    }
}
