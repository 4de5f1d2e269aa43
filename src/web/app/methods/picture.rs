//! `/app/methods/picture`: the text of the code in a picture, as the rail's form with that text in it. The picture is read in memory, one at
//! a time, and forgotten.

use std::collections::HashMap;
use std::io::Read;
use std::sync::{Mutex, PoisonError};

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::add::{again, look};
use crate::domain::field::FieldError;
use crate::rails::by_hand::merchant_code::{CODE, KIND};
use crate::rails::form::Unfit;
use crate::share::qr::picture::{self, LARGEST_FILE, PictureError};
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, FileForm, SignedIn, Upload};

/// Pictures that are being decoded: one at a time, because each takes as much memory as a hundred pages.
static DECODING: Mutex<()> = Mutex::new(());

/// The form's fields but for the file. None of them counts.
#[derive(Debug, Deserialize)]
pub struct PictureForm {}

impl Deed for PictureForm {
    const NAME: &'static str = "read-code-picture";
}

/// The text of the picture's code: of several codes, the one that is a payment code's.
fn read(file: Upload) -> Result<String, PictureError> {
    let mut bytes = Vec::new();
    let most = u64::try_from(LARGEST_FILE).unwrap_or(u64::MAX).saturating_add(1);
    file.take(most).read_to_end(&mut bytes).map_err(|_| PictureError::Unreadable)?;
    let _one = DECODING.lock().unwrap_or_else(PoisonError::into_inner);
    let texts = picture::texts(&bytes)?;
    let code = texts.iter().find(|text| text.starts_with("00020")).or(texts.first());
    code.cloned().ok_or(PictureError::NoCode)
}

fn refusal(error: PictureError) -> FieldError {
    let unfit = match error {
        PictureError::Unreadable => {
            Unfit::new("error-picture-unreadable", "This is not a picture that can be read here. Send a PNG or a JPEG.")
        }
        PictureError::TooLarge => Unfit::new(
            "error-picture-large",
            "This picture is too large. Cut it to the code, or take a screenshot of it: 12 MB and 25 million pixels at most.",
        ),
        PictureError::NoCode => Unfit::new(
            "error-picture-no-code",
            "No QR code can be read in this picture. Take it straight from the front, in good light, with the whole code on it.",
        ),
    };
    FieldError::new("file", &unfit)
}

/// `POST /app/methods/picture`: reads the code in a picture.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    FileForm { form: PictureForm {}, file }: FileForm<PictureForm>,
) -> Result<Response, PageError> {
    let mut fields = HashMap::from([("rail".to_owned(), KIND.name.to_owned())]);
    let Some((upload, feed)) = file else {
        let wrong = vec![FieldError::required("file", "a picture of your code")];
        return again(&app, &who, StatusCode::BAD_REQUEST, fields, wrong).await;
    };
    let (read, sent) = tokio::join!(tokio::task::spawn_blocking(move || read(upload)), feed.run());
    // A file that wasn't sent whole is told as that.
    sent?;
    match read.unwrap_or(Err(PictureError::Unreadable)) {
        Ok(text) => {
            fields.insert(CODE.to_owned(), text);
            look(&app, &who, fields).await
        }
        Err(error) => again(&app, &who, StatusCode::BAD_REQUEST, fields, vec![refusal(error)]).await,
    }
}
