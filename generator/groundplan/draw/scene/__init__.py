"""What a picture shows, without coordinates: maps and sequence charts."""
