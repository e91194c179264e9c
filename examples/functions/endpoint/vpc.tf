variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "security_group_ids" {
  type = list(string)
}

# The region of the AWS provider must be the same.
resource "aws_vpc_endpoint" "smtp" {
  service_name        = provider::sessmtp::endpoint("eu-west-1").vpc_endpoint_service_name
  vpc_endpoint_type   = "Interface"
  vpc_id              = var.vpc_id
  subnet_ids          = var.subnet_ids
  security_group_ids  = var.security_group_ids
  private_dns_enabled = true
}
