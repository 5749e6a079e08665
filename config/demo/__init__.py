"""A firm with clients in every situation, made with the product's own operations; nothing here is a special case."""
