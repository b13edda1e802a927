//! Reads `rulec.toml`, found upwards from the set.

use std::fs;
use std::path::{Path, PathBuf};

use crate::diag::{Code, nearest as nearest_name};
use crate::policy::problem::Problem;
use crate::policy::settings::Settings;

/// The name of the file with the settings.
pub const NAME: &str = "rulec.toml";

/// The settings that a text says.
///
/// # Errors
/// What is wrong with it: an unknown key or value is an error, which names the nearest that is known.
pub fn read(text: &str) -> Result<Settings, String> {
    toml::from_str(text).map_err(|error: toml::de::Error| {
        let near = suggestion(error.message()).map_or(String::new(), |near| format!("\ndid you mean `{near}`?"));
        format!("{}{near}", error.to_string().trim_end())
    })
}

/// The key that was probably meant, of those that the message about an unknown one lists between backticks.
fn suggestion(message: &str) -> Option<String> {
    let mut names = message.split('`').skip(1).step_by(2);
    let unknown = names.next().filter(|_| message.starts_with("unknown "))?;
    nearest_name(unknown, names).map(str::to_owned)
}

/// The settings nearest to a path, going upwards; the defaults where there are none.
pub fn nearest(path: &Path) -> (Settings, Vec<Problem>) {
    let Some(file) = find(path) else {
        return (Settings::default(), Vec::new());
    };
    let name = file.display().to_string();
    match fs::read_to_string(&file) {
        Err(error) => {
            let problem = Problem::fatal(Code::E0801, name, "", format!("it cannot be read: {error}"));
            (Settings::default(), vec![problem])
        }
        Ok(text) => match read(&text) {
            Ok(settings) => (settings, Vec::new()),
            Err(error) => (Settings::default(), vec![Problem::fatal(Code::E0810, name, "", error)]),
        },
    }
}

fn find(path: &Path) -> Option<PathBuf> {
    let whole = fs::canonicalize(path).ok()?;
    whole
        .ancestors()
        .map(|folder| folder.join(NAME))
        .find(|file| file.is_file())
}
