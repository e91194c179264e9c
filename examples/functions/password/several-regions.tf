terraform {
  required_version = ">= 1.8"

  required_providers {
    sessmtp = { source = "sessmtp/sessmtp" }
  }
}

variable "secret_access_key" {
  description = "The secret access key of the IAM user that sends mail."
  type        = string
  sensitive   = true
}

output "passwords" {
  value = {
    for region in ["eu-west-1", "us-east-1"] :
    region => provider::sessmtp::password(var.secret_access_key, region)
  }
  sensitive = true
}
