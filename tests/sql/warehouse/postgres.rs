//! PostgreSQL: a cluster of its own in a new folder, stopped and removed at the end. It has the locale `C`, under which
//! `lower` knows ASCII only: what is right there is right everywhere.
//!
//! The trap: it refuses to run as root. Started by root, it runs as the user `postgres`.

use super::{Answer, Warehouse};
use crate::{
    batch::scratch,
    tables::{Kind, Table},
};
use carteira::query::sql::Dialect;
use std::{
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

pub struct Postgres {
    programs: PathBuf,
    /// Data and socket.
    folder: PathBuf,
}

/// Starts a cluster; none where there is no PostgreSQL.
pub fn start() -> Option<Postgres> {
    let programs = PathBuf::from(std::env::var_os("CARTEIRA_POSTGRES").filter(|s| !s.is_empty())?);
    // A socket's path must be short, and the server's user must reach it.
    let folder = std::env::temp_dir().join(format!("carteira-pg-{}", std::process::id()));
    let postgres = Postgres { programs, folder };
    let folder = postgres.folder.display();
    postgres.server(&format!("mkdir -m 700 {folder}"));
    postgres.server(&format!(
        "{}/initdb --pgdata={folder}/data --username=postgres --auth=trust --encoding=UTF8 --locale=C --no-sync",
        postgres.programs.display()
    ));
    postgres.server(&format!(
        "{}/pg_ctl --pgdata={folder}/data --log={folder}/log --wait start \
         --options=\"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c jit=off -c work_mem=128MB\"",
        postgres.programs.display()
    ));
    Some(postgres)
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let (programs, folder) = (self.programs.display(), self.folder.display());
        self.server(&format!("{programs}/pg_ctl --pgdata={folder}/data --mode=immediate stop"));
        self.server(&format!("rm -rf {folder}"));
    }
}

impl Postgres {
    /// Runs a command as the server's user.
    fn server(&self, command: &str) {
        let root = std::fs::metadata("/proc/self").is_ok_and(|own| is_root(&own));
        let mut run = match root {
            true => {
                let mut run = Command::new("su");
                run.args(["postgres", "-s", "/bin/sh", "-c", command]);
                run
            }
            false => {
                let mut run = Command::new("sh");
                run.args(["-c", command]);
                run
            }
        };
        let status = run.current_dir("/").stdout(Stdio::null()).status().expect("a shell");
        assert!(status.success(), "{command}");
    }

    /// Runs a script as a client: what it prints, without headers and alignment.
    fn psql(&self, script: &str) -> Output {
        let file = scratch("postgres").join("script.sql");
        std::fs::write(&file, script).expect("a script");
        Command::new("psql")
            .args(["-X", "-q", "-A", "-t", "-U", "postgres", "-h"])
            .arg(&self.folder)
            .arg("-f")
            .arg(&file)
            .env("PGCLIENTENCODING", "UTF8")
            .output()
            .expect("psql runs")
    }
}

#[cfg(unix)]
fn is_root(own: &std::fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::uid(own) == 0
}

#[cfg(not(unix))]
fn is_root(_: &std::fs::Metadata) -> bool {
    false
}

impl Warehouse for Postgres {
    fn name(&self) -> &'static str {
        "PostgreSQL"
    }

    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn answers(&self, tables: &[Table; 2], statements: &[&str]) -> Vec<Answer> {
        let filled = self.psql(&tables.iter().map(fill).collect::<String>());
        assert!(filled.stderr.is_empty(), "{}", String::from_utf8_lossy(&filled.stderr));
        let mut script = String::new();
        for statement in statements {
            script.push_str("\\echo @statement\n");
            script.push_str(statement);
            script.push_str(";\n\\if :ERROR\n\\echo @error :LAST_ERROR_MESSAGE\n\\endif\n");
        }
        let output = self.psql(&script);
        let text = String::from_utf8_lossy(&output.stdout);
        text.split("@statement\n").skip(1).map(answer).collect()
    }
}

fn answer(text: &str) -> Answer {
    if let Some((_, error)) = text.split_once("@error ") {
        return Answer::Error(error.to_string());
    }
    let mut ids: Vec<String> = text.lines().map(str::to_string).collect();
    ids.sort_unstable();
    Answer::Ids(ids)
}

fn fill(table: &Table) -> String {
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|(name, kind)| format!("\"{}\" {}", name.replace('"', "\"\""), type_name(*kind)))
        .collect();
    let name = table.name;
    format!(
        "SET client_min_messages = warning;\nDROP TABLE IF EXISTS {name};\nCREATE TABLE {name} ({});\n\
         \\copy {name} FROM '{}' WITH (FORMAT csv, HEADER true)\nANALYZE {name};\n",
        columns.join(", "),
        path(&table.file)
    )
}

fn path(file: &Path) -> String {
    file.to_string_lossy().replace('\'', "''")
}

fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Integer => "integer",
        Kind::Decimal => "numeric",
        Kind::Double => "double precision",
        Kind::Date => "date",
        Kind::Boolean => "boolean",
    }
}
