# An existing aws_iam_access_key.smtp becomes the first of the keys. Remove this
# block after you apply it.

moved {
  from = aws_iam_access_key.smtp
  to   = aws_iam_access_key.smtp["2026-11"]
}
