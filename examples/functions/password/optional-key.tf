terraform {
  required_version = ">= 1.8"

  required_providers {
    aws     = { source = "hashicorp/aws" }
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

variable "enabled" {
  description = "Whether to create the IAM user and its access key."
  type        = bool
  default     = true
}

resource "aws_iam_user" "smtp" {
  count = var.enabled ? 1 : 0

  name = "smtp"
}

resource "aws_iam_access_key" "smtp" {
  count = var.enabled ? 1 : 0

  user = aws_iam_user.smtp[0].name
}

output "smtp_password" {
  value = one([
    for key in aws_iam_access_key.smtp :
    provider::sessmtp::password(key.secret, "eu-west-1")
  ])
  sensitive = true
}
