//! Small whole numbers as Parquet writes levels and places in a dictionary.
//!
//! Source: Apache Parquet, "Encodings", run length encoding / bit-packing hybrid.

/// Numbers in their order; as long as all are alike, only how many there are is kept.
#[derive(Debug, Default)]
pub(super) struct SmallNumbers {
    first: u32,
    alike: usize,
    /// All of them, once one differs from the first.
    all: Vec<u32>,
}

impl SmallNumbers {
    /// Adds a number so many times.
    pub fn push(&mut self, number: u32, times: usize) {
        if self.all.is_empty() {
            if self.alike == 0 {
                self.first = number;
            }
            if self.first == number {
                self.alike += times;
                return;
            }
            self.all.resize(self.alike, self.first);
        }
        self.all.resize(self.all.len() + times, number);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.alike.max(self.all.len())
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.alike = 0;
        self.all.clear();
    }

    /// Writes all as one run; each fits into so many bits, at most 32.
    pub fn write(&self, bits: u32, out: &mut Vec<u8>) {
        if self.all.is_empty() {
            write_varint(self.alike << 1, out);
            out.extend(&self.first.to_le_bytes()[..bits.div_ceil(8) as usize]);
            return;
        }
        let eights = self.all.len().div_ceil(8);
        write_varint(eights << 1 | 1, out);
        let end = out.len() + eights * bits as usize;
        out.reserve(end - out.len() + 8);
        let (mut held, mut filled) = (0_u64, 0);
        for number in &self.all {
            held |= u64::from(*number) << filled;
            filled += bits;
            if filled >= 32 {
                out.extend((held as u32).to_le_bytes());
                held >>= 32;
                filled -= 32;
            }
        }
        out.extend(held.to_le_bytes());
        // What is behind the last number is zeros, and as many as make it eights.
        out.resize(end, 0);
    }
}

fn write_varint(number: usize, out: &mut Vec<u8>) {
    let mut rest = number;
    while rest > 0x7F {
        out.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    out.push(rest as u8);
}

/// Bits that the largest of so many different numbers from 0 needs, at least one.
pub(super) fn bits_of(count: usize) -> u32 {
    (usize::BITS - count.saturating_sub(1).leading_zeros()).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(numbers: &[u32], bits: u32, expected: &[u8]) {
        let mut small = SmallNumbers::default();
        for number in numbers {
            small.push(*number, 1);
        }
        assert_eq!(small.len(), numbers.len());
        let mut written = Vec::new();
        small.write(bits, &mut written);
        assert_eq!(written, expected);
    }

    #[test]
    fn numbers_that_are_alike_are_one_run() {
        check(&[1; 5], 1, &[10, 1]);
        check(&[300; 200], 9, &[0x90, 3, 44, 1]);
    }

    #[test]
    fn others_are_packed_from_the_lowest_bit_as_the_format_shows() {
        // The example of the format: 0 to 7 in three bits.
        check(&[0, 1, 2, 3, 4, 5, 6, 7], 3, &[3, 0b1000_1000, 0b1100_0110, 0b1111_1010]);
        check(&[1, 0, 1], 1, &[3, 0b101]);
        let many: Vec<u32> = (0..40).map(|i| i % 2).collect();
        check(&many, 1, &[11, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA]);
    }

    #[test]
    fn the_bits_of_a_dictionary_hold_its_last_place() {
        for (count, bits) in [(0, 1), (1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (256, 8), (257, 9)] {
            assert_eq!(bits_of(count), bits, "{count}");
        }
    }
}
