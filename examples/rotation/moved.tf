# For a configuration whose one key was aws_iam_access_key.smtp, without
# for_each: it becomes the first of the keys. Otherwise Terraform would delete it
# and make another. Take this out once it is applied.

moved {
  from = aws_iam_access_key.smtp
  to   = aws_iam_access_key.smtp["2026-11"]
}
