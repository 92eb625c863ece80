//! Carteira: customer segmentation that never sees the customer's data.
