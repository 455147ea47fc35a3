"""What lies round a good in an inspector's picture: a hand that holds it, cloth, film, bags."""
