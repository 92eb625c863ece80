//! What the builder knows: the answers it was last given. They are right for one state of the base, and go with it.

use crate::{
    engine::{
        builder::{
            BuilderAsk, BuilderSay, FieldsView, SqlView, ValuesView, spread::SpreadView,
            templates::TemplateView,
        },
        groups::ladder::LadderView,
        protocol::Ask,
    },
    query::error::Scope,
    ui::transport,
};
use leptos::prelude::*;
use std::{collections::HashMap, sync::Arc};

/// The signals of the builder. Cheap to copy.
#[derive(Clone, Copy, Default)]
pub struct Building {
    pub fields: RwSignal<Option<Arc<FieldsView>>>,
    pub values: RwSignal<Option<Arc<ValuesView>>>,
    pub spreads: RwSignal<HashMap<(Scope, String), Arc<SpreadView>>>,
    pub steps: RwSignal<Option<Arc<LadderView>>>,
    pub templates: RwSignal<Option<Arc<Vec<TemplateView>>>>,
    pub sql: RwSignal<Option<Arc<SqlView>>>,
    /// Whether the choice of a new condition is to be open.
    pub adding: RwSignal<bool>,
}

impl Building {
    /// Takes in an answer.
    pub fn hear(self, say: BuilderSay) {
        match say {
            BuilderSay::Fields(fields) => self.fields.set(Some(Arc::new(fields))),
            BuilderSay::Values(values) => self.values.set(Some(Arc::new(values))),
            BuilderSay::Spread(spread) => {
                let key = (spread.scope, spread.field.clone());
                self.spreads.update(|spreads| drop(spreads.insert(key, Arc::new(spread))));
            }
            BuilderSay::Steps(steps) => self.steps.set(Some(Arc::new(steps))),
            BuilderSay::Templates(templates) => self.templates.set(Some(Arc::new(templates))),
            BuilderSay::Sql(sql) => self.sql.set(Some(Arc::new(sql))),
        }
    }

    /// The base is another: nothing that was said holds any longer.
    pub fn forget(self) {
        self.fields.set(None);
        self.values.set(None);
        self.spreads.set(HashMap::new());
        self.steps.set(None);
        self.templates.set(None);
        self.sql.set(None);
    }

    /// Asks for something.
    pub fn ask(self, ask: BuilderAsk) {
        transport::ask(Ask::Builder(ask));
    }
}
