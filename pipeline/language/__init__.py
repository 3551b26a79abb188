"""What is known of each language, and of people, agencies, dates and sentences in all of them."""
