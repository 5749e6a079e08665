"""Pure rules of collaborations: values in, values out."""
