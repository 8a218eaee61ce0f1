DELETE younger FROM subscribers AS younger
JOIN subscribers AS older ON older.email = younger.email AND older.id < younger.id
