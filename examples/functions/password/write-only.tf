variable "secret_access_key" {
  description = "The secret access key of the IAM user that sends mail."
  type        = string
  ephemeral   = true
}

resource "aws_ssm_parameter" "smtp_password" {
  name = "/smtp/password"
  type = "SecureString"

  value_wo         = provider::sessmtp::password(var.secret_access_key, "eu-west-1")
  value_wo_version = 1 # raise it when the key or the region changes
}
