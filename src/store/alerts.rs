//! Alerts that wait to be sent to devices: written in the transaction that books a fact, and deleted once that is over.

use super::counts::Fact;
use super::walk::walk;
use super::{Error, Store, Tx, execute, read};
use crate::domain::alert::{Alert, AlertKind, AlertOutcome};
use crate::domain::clock::Timestamp;
use crate::domain::id::{AlertDeviceId, PayeeId};

/// The rows that one statement of upkeep deletes.
const STEP: i64 = 500;
/// The most alerts that wait for a device: one that can't be reached for long gathers no more.
const WAITING: i64 = 100;

impl Store {
    /// The devices with alerts that are due, each with its payee, in the order of ids.
    pub async fn due_alert_devices(&self, now: Timestamp) -> Result<Vec<(AlertDeviceId, PayeeId)>, Error> {
        const SQL: &str = walk!(
            "alerts",
            "device_id",
            "select v.id, (select a.payee_id from alerts a where a.device_id = v.id limit 1) from v where v.due_at <= $1"
        );
        Ok(read!(self, db => sqlx::query_as(SQL).bind(now).fetch_all(db).await)?)
    }

    /// The time of the earliest call that is planned. It may lie ahead.
    pub async fn earliest_alert(&self) -> Result<Option<Timestamp>, Error> {
        const SQL: &str = walk!("alerts", "device_id", "select min(v.due_at) from v");
        Ok(read!(self, db => sqlx::query_scalar(SQL).fetch_one(db).await)?)
    }

    /// The time at which the next device becomes due that isn't yet.
    pub async fn next_alert(&self, now: Timestamp) -> Result<Option<Timestamp>, Error> {
        const SQL: &str = walk!("alerts", "device_id", "select min(v.due_at) from v where v.due_at > $1");
        Ok(read!(self, db => sqlx::query_scalar(SQL).bind(now).fetch_one(db).await)?)
    }

    /// A device's alerts that are due, `limit` at most: first the one that was tried most often, by which the device's pauses grow.
    pub async fn due_alerts(&self, device: &AlertDeviceId, now: Timestamp, limit: i64) -> Result<Vec<Alert>, Error> {
        const SQL: &str = "select a.device_id, a.kind, a.subject, a.payee_id, a.attempts, a.created_at from alerts a \
            where a.device_id = $1 and a.next_try_at <= $2 order by a.attempts desc, a.created_at limit $3";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(device).bind(now).bind(limit).fetch_all(db).await)?)
    }

    /// Completes when alerts became due on this replica since it completed last.
    pub async fn alerts_due(&self) {
        self.wakes.alerts.notified().await;
    }
}

impl Tx<'_> {
    /// Tells all devices of a payee's members of `subject`, if this transaction commits. Of a kind and a subject, one alert waits for a
    /// device.
    pub async fn alert(
        &mut self,
        kind: AlertKind,
        payee: &PayeeId,
        subject: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        const SQL: &str = "insert into alerts (device_id, kind, subject, payee_id, attempts, next_try_at, created_at) \
            select d.id, $1, $2, $3, 0, $4, $4 from alert_devices d where d.payee_id = $3 and d.stopped_at is null \
                and (select count(*) from alerts a where a.device_id = d.id) < $5 \
            on conflict (device_id, kind, subject) do nothing";
        self.effects.alerts |= execute!(self, SQL, kind, subject, payee, now, WAITING)? > 0;
        Ok(())
    }

    /// Stores one alert, which is due at once. Where the same one waits, nothing happens.
    pub async fn insert_alert(&mut self, alert: &Alert) -> Result<(), Error> {
        const SQL: &str = "insert into alerts (device_id, kind, subject, payee_id, attempts, next_try_at, created_at) \
            values ($1, $2, $3, $4, $5, $6, $6) on conflict (device_id, kind, subject) do nothing";
        let Alert { device_id, kind, subject, payee_id, attempts, created_at } = alert;
        execute!(self, SQL, device_id, kind, subject, payee_id, attempts, created_at)?;
        self.effects.alerts = true;
        Ok(())
    }

    /// Reserves the next call of an alert until a moment, after which it is due again should this process die meanwhile. `false` when
    /// another worker reserved it.
    pub async fn reserve_alert(&mut self, due: &Alert, until: Timestamp) -> Result<bool, Error> {
        const SQL: &str = "update alerts set attempts = attempts + 1, next_try_at = $5 \
            where device_id = $1 and kind = $2 and subject = $3 and attempts = $4";
        Ok(execute!(self, SQL, &due.device_id, due.kind, &due.subject, due.attempts, until)? == 1)
    }

    /// Ends an alert.
    pub async fn end_alert(&mut self, alert: &Alert, outcome: AlertOutcome) -> Result<(), Error> {
        const SQL: &str = "delete from alerts where device_id = $1 and kind = $2 and subject = $3";
        let rows = execute!(self, SQL, &alert.device_id, alert.kind, &alert.subject)?;
        self.effects.facts.push(Fact::Alert(outcome, rows));
        Ok(())
    }

    /// Has a reserved alert sent again at a moment, and no other one of its device before.
    pub async fn postpone_alert(&mut self, alert: &Alert, at: Timestamp, outcome: AlertOutcome) -> Result<(), Error> {
        const ONE: &str =
            "update alerts set next_try_at = $4 where device_id = $1 and kind = $2 and subject = $3 and attempts = $5";
        let rows = execute!(self, ONE, &alert.device_id, alert.kind, &alert.subject, at, alert.attempts + 1)?;
        self.pause_alerts(&alert.device_id, at).await?;
        self.effects.facts.push(Fact::Alert(outcome, rows));
        Ok(())
    }

    /// Has nothing that waits for a device sent before a moment.
    pub async fn pause_alerts(&mut self, device: &AlertDeviceId, until: Timestamp) -> Result<(), Error> {
        const SQL: &str = "update alerts set next_try_at = $2 where device_id = $1 and next_try_at < $2";
        execute!(self, SQL, device, until).map(drop)
    }

    /// Forgets a device whose subscription has ended, with what waits for it.
    pub async fn end_alert_device(&mut self, device: &AlertDeviceId) -> Result<(), Error> {
        execute!(self, "delete from alert_devices where id = $1", device)?;
        self.drop_alerts(device).await?;
        self.effects.facts.push(Fact::Alert(AlertOutcome::Ended, 1));
        Ok(())
    }

    /// Deletes what waits for a device that was stopped by a refusal.
    pub async fn stop_alerts(&mut self, device: &AlertDeviceId) -> Result<(), Error> {
        self.drop_alerts(device).await?;
        self.effects.facts.push(Fact::Alert(AlertOutcome::Refused, 1));
        Ok(())
    }

    /// Deletes what waits for a device.
    pub async fn drop_alerts(&mut self, device: &AlertDeviceId) -> Result<(), Error> {
        execute!(self, "delete from alerts where device_id = $1", device).map(drop)
    }

    /// Deletes alerts that were due before a moment, which nobody sends: this service, or this device, does not any more. Returns whether
    /// there may be more.
    pub async fn forget_alerts(&mut self, before: Timestamp) -> Result<bool, Error> {
        const SQL: &str = "delete from alerts where (device_id, kind, subject) in \
            (select a.device_id, a.kind, a.subject from alerts a where a.next_try_at < $1 order by a.next_try_at limit $2)";
        let rows = execute!(self, SQL, before, STEP)?;
        Ok(i64::try_from(rows).is_ok_and(|rows| rows >= STEP))
    }
}
