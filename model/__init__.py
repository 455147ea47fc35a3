"""Photo to array to logits to prediction to legal finding. The light part needs no torch."""
