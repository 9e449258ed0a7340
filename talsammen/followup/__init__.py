"""What follows the dialogue across people and workplaces: files in, counts and lists out."""
