"""Question banks as files for teachers: Moodle XML, GIFT, QTI 2.1, Anki and CSV, with what each cannot carry."""
