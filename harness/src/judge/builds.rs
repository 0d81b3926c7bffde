//! Judges what the compiler says.

use super::{Criterion, CriterionName, Diagnosis, DiagnosisKind, Status, Verdict};
use crate::build::CompileError;

/// The verdict on a program that must fail to compile with `code`, and with nothing else.
pub fn compile_error(code: &str, errors: &[&CompileError]) -> Verdict {
    let other = errors
        .iter()
        .find(|error| error.code.as_deref() != Some(code));
    let (status, message, shown) = match (errors, other) {
        ([], _) => (Status::Failed, format!("compiles, expected {code}"), None),
        ([first, ..], None) => (
            Status::Passed,
            format!("{code}: {}", first.message),
            Some(*first),
        ),
        (_, Some(other)) => {
            let message = format!("expected {code}, found {}", other.in_a_line());
            (Status::Failed, message, Some(*other))
        }
    };
    verdict(status, message, shown)
}

/// The verdict on a program that must compile and does not, for this reason.
pub fn does_not_build(error: &CompileError) -> Verdict {
    verdict(Status::Failed, error.in_a_line(), Some(error))
}

fn verdict(status: Status, message: String, shown: Option<&CompileError>) -> Verdict {
    let diagnosis = shown
        .filter(|_| status == Status::Failed)
        .map(|_| Diagnosis {
            kind: DiagnosisKind::DoesNotBuild,
            message: message.clone(),
            hint: None,
            site: None,
        });
    let detail = shown.map(|error| error.rendered.clone());
    let criterion = Criterion {
        name: CriterionName::Builds,
        status,
        message,
        detail,
    };
    Verdict {
        criteria: vec![criterion],
        diagnosis,
    }
}
