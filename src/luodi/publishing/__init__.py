"""Publishing: reports and releases written from figures, approved, frozen, and kept true after they went out."""
