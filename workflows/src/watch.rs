//! Who watches long work: hears how far it is, and says whether it is still wanted.

/// A watch over long work. Both are asked from several threads at once.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    /// Hears how many steps are done, of how many.
    pub at_step: &'a (dyn Fn(u64, u64) + Sync),
    /// Whether the work is still wanted; once it is not, it ends soon and stores nothing.
    pub is_wanted: &'a (dyn Fn() -> bool + Sync),
}

impl Watch<'static> {
    /// Nobody watches: the work goes on to its end.
    pub const fn nobody() -> Self {
        Self { at_step: &|_, _| {}, is_wanted: &|| true }
    }
}

impl Watch<'_> {
    /// Whether the work goes on.
    pub fn goes_on(self) -> bool {
        (self.is_wanted)()
    }
}
