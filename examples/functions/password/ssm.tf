terraform {
  required_version = ">= 1.11"

  required_providers {
    aws     = { source = "hashicorp/aws", version = ">= 6.50" }
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

variable "secret_access_key_arn" {
  description = "The ARN of the SSM parameter with the secret access key."
  type        = string
}

ephemeral "aws_ssm_parameter" "secret_access_key" {
  arn = var.secret_access_key_arn
}

resource "aws_ssm_parameter" "smtp_password" {
  name = "/smtp/password"
  type = "SecureString"
  value_wo = provider::sessmtp::password(
    ephemeral.aws_ssm_parameter.secret_access_key.value, "eu-west-1"
  )

  # Increase it when you change the key or the Region.
  value_wo_version = 1
}
